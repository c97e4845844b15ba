/**
 * The shapes of a lesson, as GET /api/lessons/{name} tells it. Nothing runs here.
 *
 * @typedef {{ what: string, relation: "is" | "is not" | "above" | "below" | "has", value: number | string }} Condition
 *
 * @typedef {object} Step
 * @property {string} say
 * @property {string | null} program
 * @property {string | null} training
 * @property {"start" | "ready" | "end" | null} start
 * @property {import("../types.js").Study | null} panel
 * @property {string | null} do
 * @property {Condition[]} until
 * @property {string[]} show
 * @property {string | null} ask
 * @property {{ text: string, right: boolean, reply: string }[]} choices
 * @property {number | string | null} answer
 * @property {string | null} hint
 * @property {string | null} then
 *
 * @typedef {object} Lesson
 * @property {string} title
 * @property {string} about
 * @property {"expression" | "train"} page
 * @property {string | null} at
 * @property {Step[]} step
 *
 * @typedef {{ lesson: Lesson, next: { name: string, title: string, page: string } | null }} LessonAnswer
 *
 * @typedef {number | string | string[] | undefined} Fact undefined while nobody can tell
 *
 * @typedef {object} Page what a lesson needs of the page it goes with
 * @property {"expression" | "train"} name
 * @property {(what: string) => Fact} fact
 * @property {() => boolean} settled whether what was asked for is there
 * @property {(step: Step, section: Step) => void} begin put on the page what a step begins with; `section` is the step
 *   whose program or training is wanted, or null where the one on the page is to stay
 * @property {(step: Step) => void} enter the same program, another place or panel
 * @property {(action: string) => void} act do what "Show me" promises
 * @property {(now: any, before: any) => boolean} brings whether a link brought a program or training of its own along
 * @property {(run: () => void) => void} onChange whenever something on the page has changed
 */

export {};
