/**
 * The shapes that travel between the modules. Nothing runs here.
 *
 * @typedef {[number, number]} Span start and end in the source; code points in answers, UTF-16 units in the editor
 *
 * @typedef {object} GraphNode one Value, or a closed group of them
 * @property {number} id
 * @property {string | null} op
 * @property {string} label
 * @property {number} data
 * @property {number} grad
 * @property {number[]} parents
 * @property {Span | null} span
 * @property {string[]} scope
 * @property {"leaf" | "free" | "constant" | "op" | "group"} kind
 * @property {number | null} constant
 * @property {Span | null} literal
 * @property {number | null} [value] its id in the whole graph, which stays the same whatever is open
 * @property {GroupInfo | null} [group] what is inside, for a closed group
 *
 * @typedef {object} GroupInfo a closed group; it shows the label, data and gradient of its one output
 * @property {string} path
 * @property {string} name
 * @property {number} values
 * @property {number} leaves
 * @property {number} parameters
 * @property {number} outputs of several there is no data, and the gradient is their norm
 * @property {number} children boxes it opens into
 * @property {boolean} series
 * @property {number} [first] the Values in it are those with ids, in the whole graph, from here
 * @property {number} [last] to here
 * @property {Span[]} spans
 *
 * @typedef {object} OpenGroup
 * @property {string} path
 * @property {string} name
 * @property {number[]} boxes
 * @property {number} values
 * @property {string | null} parent
 *
 * @typedef {object} Contribution
 * @property {number} parent
 * @property {number} slot
 * @property {number | null} local null for a merged one that has no such number
 * @property {number} amount of one that is spread: its magnitude
 * @property {number} before
 * @property {number} after
 * @property {number} [count] how many are merged
 * @property {number} [magnitude] their L2 norm
 * @property {Span | null} [span] the line of the program that writes it, where the program has an engine of its own
 * @property {boolean} [spread] lands on several Values, so that there is no sum and no sign
 *
 * @typedef {object} Graph the answer of POST /api/graph
 * @property {GraphNode[]} nodes
 * @property {number} root
 * @property {number} [seed] what the pass begins with, where the loss is further on; 1 if not said
 * @property {number | null} pass the one whose steps these are
 * @property {{ index: number, root: number, span: Span | null, seed_before: number, data?: number }[]} passes
 * @property {{ node: number, upstream: number, contributions: Contribution[] }[]} backward
 * @property {string} output
 * @property {OutputItem[]} items what was printed, plotted and drawn, in order
 * @property {string} structure
 * @property {{ message: string, span: Span | null, instead?: string | null }[]} notes
 * @property {Engine | null} [engine] the program's own autograd class, if it was that which ran
 * @property {GraphNode[]} [hidden] leaves in closed groups that can be turned; their ids go on from the nodes'
 * @property {OpenGroup[]} [groups] the open ones, each before those inside it
 * @property {string[]} [open] their paths
 * @property {{ values: number, groups: number }} [folded] how much there is in all
 *
 * @typedef {object} Engine
 * @property {string} name
 * @property {Span | null} span
 * @property {string | null} data the attribute that holds the number
 * @property {string | null} grad and the gradient
 * @property {"right" | "wrong" | "unchecked"} verdict
 * @property {Finding[]} findings one for each cause, the earliest first
 * @property {number[]} wrong ids in the whole graph of those whose gradient is wrong
 * @property {(number | null)[]} right what each of them should be
 * @property {Op[]} ops rows that the table does not have
 * @property {string[]} unused its ops that nothing in the program used
 * @property {number | null} elsewhere the first other pass that is wrong, where this one is not
 *
 * @typedef {object} Found what has a name that was looked for, wherever it is folded away
 * @property {string} label
 * @property {number | null} value its id in the whole graph; null for a group
 * @property {string | null} path of a group
 * @property {number | null} data
 * @property {string[]} open the groups around it
 *
 * @typedef {object} Finding
 * @property {string} kind
 * @property {string | null} op
 * @property {number} node its id in the whole graph
 * @property {number | null} got
 * @property {number | null} right
 * @property {Span | null} span
 * @property {number | null} step index among the contributions of the whole graph
 * @property {string} message
 * @property {string} hint
 *
 * @typedef {"LR" | "TB"} Direction in which the edges run: left to right, or top to bottom
 *
 * @typedef {Omit<Graph, "root"> & { root: number | null }} Ran what a program left; without a Value there is no root
 *
 * @typedef {object} OutputItem
 * @property {"text" | "plot" | "graph"} kind
 * @property {string} text
 * @property {{ kind: "line" | "scatter", xs: number[], ys: number[], label: string }[]} series
 *
 * @typedef {object} Layout the answer of POST /api/layout, and the direction that was asked for
 * @property {Direction} direction
 * @property {number} width
 * @property {number} height
 * @property {[number, number][]} nodes
 * @property {[number, number][][]} edges
 * @property {[number, number, number, number][]} [frames] left, top, right, bottom of every open group
 *
 * @typedef {object} Failure the error every answer may be instead
 * @property {string} code
 * @property {string} message
 * @property {Span | null} span
 * @property {string | null} hint
 * @property {number} [wait] ms after which the server wants to be asked again
 *
 * @typedef {object} Op one row of the op table
 * @property {string} name
 * @property {number} arity
 * @property {string} symbol
 * @property {string} formula
 * @property {string} formula_mathml
 * @property {string[]} rules
 * @property {string[]} rules_mathml
 * @property {string[]} reasons
 * @property {string} domain
 * @property {string} subgradient
 * @property {string} code the lines that do it: of the engine, or of the program for an own op
 * @property {number} line where they start; 0 where that is not known
 * @property {boolean} [own] defined by the program
 *
 * @typedef {object} OwnOp an op that the program defines, and the check of its derivatives
 * @property {Op} op
 * @property {string[]} arguments
 * @property {Span} span
 * @property {boolean} agrees
 * @property {{ at: number[], argument: string, typed: number | null, measured: number, agrees: boolean }[]} samples
 *
 * @typedef {object} OpTable
 * @property {Map<string, Op>} ops
 * @property {Record<string, string>} functions
 *
 * @typedef {{ kind: "value", node: number }} ValueStep
 * @typedef {{ kind: "seed", node: number, before: number, after: number }} SeedStep
 * @typedef {{ kind: "contribution", node: number, upstream: number, index: number } & Contribution} ContributionStep
 * @typedef {ValueStep | SeedStep | ContributionStep} Step
 *
 * @typedef {object} Timeline the forward and the backward pass as one row of steps
 * @property {Step[]} steps
 * @property {number} forward how many of them belong to the forward pass
 * @property {number[]} initial every node's gradient before the pass
 * @property {Map<string, { amount: number, after: number }>} [right] of a broken pass: the right one's contributions, by edgeKey
 *
 * @typedef {object} Moment what is on screen after some of the steps
 * @property {boolean[]} known whether a node has its value yet
 * @property {number[]} grads
 * @property {boolean[]} touched whether a gradient has arrived
 * @property {Map<string, number>} amounts what has travelled along each edge, by edgeKey, where it has a sign
 * @property {Map<string, number>} sizes its magnitude, along every edge
 * @property {Map<string, ContributionStep>} made the newest contribution along each edge
 * @property {Set<number>} wrong the nodes on which something wrong has landed
 *
 * @typedef {"step" | "nudge" | "check" | "break" | "predict" | "code"} Study
 * @typedef {"symbols" | "upstream" | "local" | "number"} Stage
 * @typedef {{ overwrite: boolean, keep: boolean, order: "topological" | "creation" | "depth_first" | "breadth_first", skip: string | null }} Switches
 * @typedef {{ leaf: number | null, second: number | null, h: number }} Probe by ids in the whole graph
 * @typedef {{ text: string, tone: "good" | "bad" | "quiet", title: string, from?: number }} Mark from which position on it is shown
 * @typedef {Map<number | string, Mark>} Marks by the id in the whole graph; of a closed group by its path
 *
 * @typedef {object} PageState
 * @property {string} source
 * @property {"load" | "typing" | "drag"} cause what changed the source last
 * @property {Graph | null} graph the last good one; null too for a program that makes no Value
 * @property {number | null} pass which backward pass is wanted; null for the last
 * @property {string[] | "auto"} open paths of the groups that are wanted open; "auto" lets the server choose
 * @property {{ index: number, count: number, losses: number[] } | null} passes which one of how many is shown, and the root's data at each
 * @property {boolean} touring playing through the passes
 * @property {Graph["notes"]} notes of the last program that ran
 * @property {OutputItem[]} output of the last program that ran
 * @property {string} answered the source that graph was made of
 * @property {Layout | null} layout of that graph; null when it is too large to draw
 * @property {Timeline | null} timeline of that graph
 * @property {string[]} names display name of every node
 * @property {Failure | null} failure of the present source
 * @property {{ message: string, hint: string | null } | null} notice what else could not be done, until the next change
 * @property {number} position how many steps of the timeline have happened
 * @property {number | "ready" | null} arrival where to be once a loaded program is there: a step, Infinity for its end,
 *   "ready" for all values there and no gradient yet
 * @property {{ width: number, height: number }} stage how large the picture may be, in px
 * @property {boolean} playing
 * @property {number} speed
 * @property {number | null} hovered node under the pointer, wherever it is shown
 * @property {Study} study which panel stands at the right
 * @property {Stage} fill how far the formula of a contribution is filled in
 * @property {Switches} switches what is broken on purpose
 * @property {Probe} probe what is nudged
 * @property {{ leaf: number, h: number, slope: number | null } | null} nudged rise over run of the newest answered nudge
 * @property {number | null} chosen the node somebody asks about, by its id in the whole graph
 * @property {boolean} follow whether the picture moves with the steps; a person who moves it has it stay
 * @property {Span | null} pointed a place of the program that a finding leads to
 * @property {{ nodes: number[], lines: number[] }} stops where playing stops: nodes by their ids in the whole graph, lines from 1
 * @property {number | null} asked a box somebody pressed Enter on
 * @property {Partial<Record<Study, Marks | null>>} marks each panel's badges on cards; those of the open one are drawn
 * @property {{ nodes: number[], edges: string[] } | null} lit what a formula being pointed at is about, by box and edgeKey
 * @property {Set<number> | null} concealed boxes whose gradient is not shown, so that it can be predicted
 * @property {OpTable | null} table the engine's ops and the program's own
 * @property {OwnOp[]} own the program's own ops
 * @property {string | null} lesson which lesson goes along, and at which step
 *
 * @typedef {import("./store.js").Store<PageState>} PageStore
 */

export {};
