/** How long things move. Someone who asked for less motion gets jump cuts. */

const wish = window.matchMedia("(prefers-reduced-motion: reduce)");

export const reducedMotion = () => wish.matches;

export const PULSE = 520; // ms a pulse takes along an edge, at speed 1
export const REST = 480; // ms between a landing and the next step while playing
export const START = 240; // ms from pressing play to the first step
export const MORPH = 320; // ms a box takes to its new place
