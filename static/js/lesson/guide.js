/**
 * Goes through a lesson with a person: what step it is, what has been done, what was answered.
 *
 * The page stays theirs: they may do anything, and the lesson waits. Whatever makes the conditions of a step hold counts
 * as doing it.
 */

import { askLesson, askOwnLesson } from "../api.js";
import { holds, isRight } from "./conditions.js";
import { unpack } from "./packing.js";
import { linkTo, splitPlace } from "./place.js";
import { keepProgress, readProgress } from "./progress.js";
import { stripView } from "./strip.js";

/** @typedef {import("./types.js").Step} Step */
/** @typedef {{ done: boolean, reply: { right: boolean, text: string } | null, helped: number }} State of one step;
 *    `helped`: 1 once the hint was shown, 2 once it was done for them */

/**
 * @template {{ lesson: string | null }} S
 * @param {import("./types.js").Page} page
 * @param {import("../store.js").Store<S>} store
 * @param {boolean} keep whether what is on the page at first stays as it is
 */
export function connectGuide(page, store, keep) {
  /** @type {import("./types.js").LessonAnswer | null} */
  let told = null;
  let name = "";
  let at = 0;
  let section = -1; // the step whose program is on the page
  let armed = true; // whether what happens now counts
  /** @type {string | null} */
  let typed = null; // an answer to be judged as soon as the program is on the page
  /** @type {State[]} */
  let states = [];

  const strip = stripView({
    go: (by) => enter(at + by),
    help,
    show() {
      if (!told) return;
      states[at].helped = 2;
      showAll(told.lesson.step[at].show);
    },
    again: () => enter(at, true),
    choose(index) {
      const choice = told?.lesson.step[at].choices[index];
      if (choice) answered(choice.right, choice.reply);
    },
    type(text) {
      typed = text;
      judge();
    },
    close: () => setPlace(null),
  });

  store.on(["lesson"], (now, before) => arrive(now.lesson, page.brings(now, before)));
  page.onChange(look);
  arrive(store.get().lesson, keep);

  /** @param {string | null} lesson */
  function setPlace(lesson) {
    store.set(/** @type {Partial<S>} */ ({ lesson }));
  }

  /**
   * Somebody wants to be somewhere: by a link, the address bar or a button.
   *
   * @param {string | null} place
   * @param {boolean} [stay]
   */
  async function arrive(place, stay = false) {
    if (place === null) {
      told = null;
      name = "";
      strip.hide();
      return;
    }
    const wanted = splitPlace(place);
    if (wanted.name === name) {
      if (wanted.step > 0 && wanted.step - 1 !== at) enter(wanted.step - 1);
      return;
    }
    name = wanted.name;
    const { ok, failure } = await fetchLesson(name);
    if (name !== wanted.name) return; // another one meanwhile
    if (failure) {
      name = "";
      strip.fail(failure);
      return;
    }
    if (ok.lesson.page !== page.name) {
      location.assign(linkTo(ok.lesson.page, place));
      return;
    }
    told = ok;
    section = -1;
    states = ok.lesson.step.map(() => ({ done: false, reply: null, helped: 0 }));
    const before = readProgress()[name];
    const known = before && !before.done ? before.step : 1;
    enter((wanted.step || known) - 1, false, stay);
  }

  /**
   * @param {number} step from 0
   * @param {boolean} [anew] whether the person wants its beginning back
   * @param {boolean} [stay] whether what is on the page stays
   */
  function enter(step, anew = false, stay = false) {
    if (!told) return;
    const { lesson } = told;
    const onwards = step === at + 1;
    at = Math.min(Math.max(step, 0), lesson.step.length - 1);
    const here = lesson.step[at];
    const begins = lesson.step.findLastIndex(
      (other, i) => i <= at && (other.program ?? other.training) !== null,
    );
    if (anew) states[at] = { done: false, reply: null, helped: 0 };
    armed = false;
    typed = null;
    setPlace(`${name}.${at + 1}`);
    if (!stay && (anew || begins !== section)) page.begin(here, lesson.step[begins]);
    else if (!stay && onwards) page.enter(here);
    section = begins;
    armed = true;
    keepProgress(name, at + 1, lesson.step.length, at === lesson.step.length - 1 && !here.do && !here.ask);
    draw();
    look();
  }

  /** Whether what the step waits for has come about. */
  function look() {
    judge();
    const step = told?.lesson.step[at];
    const state = states[at];
    if (!armed || !told || !step?.do || state.done) return;
    if (!step.until.every((condition) => holds(condition, page.fact(condition.what)))) return;
    finish();
    draw();
  }

  function judge() {
    if (typed === null || !told || !page.settled()) return;
    const { answer } = told.lesson.step[at];
    const right = typeof answer === "string" ? page.fact(answer) : answer;
    const verdict = typeof right === "number" ? isRight(typed, right) : null;
    typed = null;
    if (verdict === null) reply(false, "Write a number, such as `-1.5`.");
    else answered(verdict, "");
  }

  function finish() {
    if (!told) return;
    states[at].done = true;
    const last = told.lesson.step.length - 1;
    if (at === last) keepProgress(name, at + 1, last + 1, true);
  }

  function help() {
    states[at].helped = Math.max(states[at].helped, 1);
    draw();
  }

  /**
   * @param {boolean} right
   * @param {string} text what is said to it
   */
  function answered(right, text) {
    if (right) finish();
    reply(right, text);
  }

  /**
   * @param {boolean} right
   * @param {string} text
   */
  function reply(right, text) {
    states[at].reply = { right, text };
    draw();
  }

  /**
   * One action after the other; each may have to wait for what the one before has brought about.
   *
   * @param {string[]} actions
   */
  async function showAll(actions) {
    const here = at;
    for (const action of actions) {
      while (told && at === here && !page.settled()) await pause(WAIT);
      if (!told || at !== here) return;
      page.act(action);
      await pause(PAUSE);
    }
    draw();
  }

  function draw() {
    if (told) strip.draw(told, at, states[at], name.startsWith("~"));
  }
}

const PAUSE = 350; // ms between two things that are shown
const WAIT = 50; // ms until the page is asked again whether it is ready

/** @param {number} ms */
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** @param {string} name */
async function fetchLesson(name) {
  if (!name.startsWith("~")) return askLesson(name);
  const text = await unpack(name.slice(1));
  if (text !== null) return askOwnLesson(text);
  const message = "This link holds no lesson that can be read.";
  return {
    ok: undefined,
    failure: { code: "lesson", message, span: null, hint: "It may have been cut off." },
  };
}
