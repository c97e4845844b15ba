/**
 * The shapes that travel between the modules of the training page. Nothing runs here.
 *
 * @typedef {"contribution" | "phase" | "step" | "flat"} Pace
 * @typedef {"forward" | "loss" | "backward" | "update"} PhaseKind
 * @typedef {{ kind: PhaseKind, at: number }} Phase `at` runs from 0 to 1. Forward, loss and backward are shown on the
 *   frame of the step before its update; `update` on the frame after it: from parameters − updates to parameters
 * @typedef {"select" | "add" | "relabel" | "erase"} Tool what a click on the plane does
 * @typedef {number[]} Point x1, x2, y; or x, y where there is one input
 *
 * @typedef {object} TrainConfig the set-up, as the engine's Config has it
 * @property {string} dataset
 * @property {number} samples
 * @property {number} noise
 * @property {number} classes
 * @property {Point[] | null} points
 * @property {number} test_fraction
 * @property {string[] | null} inputs what goes in; the samples' own numbers if null
 * @property {number[]} hidden
 * @property {string} activation
 * @property {string[] | null} activations of each hidden layer by itself
 * @property {number[][]} edits parameters set by hand: step, number, value
 * @property {string} output_activation
 * @property {string} init
 * @property {string} loss
 * @property {number} l1
 * @property {number} l2
 * @property {string} optimizer
 * @property {number} momentum
 * @property {number} beta1
 * @property {number} beta2
 * @property {number} epsilon
 * @property {number} weight_decay
 * @property {number} learning_rate
 * @property {string} schedule
 * @property {number} warmup
 * @property {number | null} schedule_steps
 * @property {number | null} batch_size
 * @property {number} steps
 * @property {number} seed
 * @property {boolean} forget_zero_grad
 * @property {number | null} flip_gradient
 *
 * @typedef {object} Field one field of the set-up, as GET /api/train/options tells it
 * @property {string} name
 * @property {string} kind "choice", "int", "float", "bool", "units", "points", "names" or "edits"
 * @property {string[] | null} choices
 * @property {number | null} low
 * @property {number | null} high
 * @property {string} help
 * @property {boolean} new_model whether a change of it starts over
 * @property {boolean} optional whether null stands for "not set"
 *
 * @typedef {object} Options
 * @property {Map<string, Field>} fields
 * @property {Record<string, TrainConfig>} presets
 * @property {TrainConfig} default
 * @property {Record<string, number>} limits
 *
 * @typedef {{ x: number[][], y: number[] }} Samples
 *
 * @typedef {object} Ready what the server says once a training exists
 * @property {TrainConfig} config as it is now, complete
 * @property {TrainConfig} base as it was at step 0
 * @property {{ step: number, fields: Record<string, unknown> }[]} changes made on the way from there
 * @property {boolean} restarted
 * @property {number[]} shapes [2, 16, 16, 1]
 * @property {number[]} unit_layers units of each layer, the output's last
 * @property {string[]} parameters names, in the order of `frame.parameters`
 * @property {{ train: Samples, test: Samples, kind: "binary" | "classes" | "regression", classes: number, features: number }} data
 * @property {[number, number, number, number]} range x0, x1, y0, y1 of the plane
 * @property {number} grid
 * @property {number} unit_grid
 * @property {number} step
 * @property {number} end
 * @property {number} steps
 * @property {string} executor
 * @property {number} threshold a score above it is the class above
 *
 * @typedef {object} Frame the newest state of the training: header fields and arrays on one flat object
 * @property {number} frame
 * @property {number} step
 * @property {number} end
 * @property {number} loss
 * @property {number | null} accuracy
 * @property {number} learning_rate
 * @property {number | null} test_loss
 * @property {number | null} test_accuracy
 * @property {number | null} steps_per_second
 * @property {boolean} playing
 * @property {{ gradient: number, data: number, update_ratio: number }[]} layers
 * @property {[number, number][]} dead
 * @property {[number, number][]} saturated
 * @property {Float64Array} parameters
 * @property {Float32Array} gradients what the next step hands to the optimiser: of data and penalty, and what was broken
 * @property {Float32Array} data_gradients of the batch's loss, without the penalty
 * @property {Float32Array} [penalty_gradients] where there is one
 * @property {Float32Array} unit_gradients d loss / d output of each unit, summed over the batch
 * @property {string} executor what runs the steps: "numba" or "numpy"
 * @property {number} followed the sample that is looked at: the chosen one, else the one with the largest loss
 * @property {number} sample_loss
 * @property {Float32Array} activations what each unit answers to it
 * @property {Float32Array} sample_gradients d its loss / d output of each unit
 * @property {Float32Array} sample_parameters d its loss / d parameter
 * @property {number} penalty its part of the loss
 * @property {number} batch_loss of the next step's batch, without the penalty
 * @property {Float32Array} updates
 * @property {Float32Array} boundary
 * @property {Float32Array} units
 * @property {Float32Array} scores
 * @property {Float64Array} state the optimiser's, rows of as many numbers as there are parameters
 * @property {Record<string, number[]>} shapes of the arrays, by name
 * @property {Record<string, unknown>} resume_extra
 *
 * @typedef {{ kind: "weight", layer: number, unit: number, input: number, index: number }
 *   | { kind: "unit", layer: number, unit: number }
 *   | { kind: "input", input: number }
 *   | { kind: "sample", sample: number, split?: "train" | "test" }} Hovered
 *
 * @typedef {{ sample: number | null, unit: [number, number] | null, point?: number[] | null }} Chosen `point`: a free place
 *   of the plane, in place of a sample
 * @typedef {{ sample: number, unit: [number, number] | null, open: string[] | "auto", point?: number[] }} Inspecting what the page asks
 *   the server to show as a graph: set it to ask, null to close
 *
 * @typedef {object} Stepper the inspector's contributions, so that the transport can move them
 * @property {number} position
 * @property {number} length
 * @property {number} forward how many of them are values, before the contributions
 * @property {boolean} playing
 * @property {(position: number) => void} seek
 * @property {() => void} toggle
 *
 * @typedef {object} Trouble
 * @property {string} code
 * @property {string} message
 * @property {string | null} hint
 * @property {string | null} field the control it belongs to
 *
 * @typedef {object} Survey the loss around the parameters of a step
 * @property {number} step
 * @property {"slice" | "map"} kind
 * @property {number[]} a
 * @property {number[]} [b] of a map
 * @property {(number | null)[]} loss of a map: rows by b
 * @property {number} [next] of a slice: where the next step leads
 * @property {[number, number][]} [path]
 * @property {[string, string]} [names]
 *
 * @typedef {object} TrainState
 * @property {Options | null} options
 * @property {TrainConfig | null} config as the page wants it; null until the options are there
 * @property {string | null} preset the one the set-up is equal to
 * @property {Ready | null} ready
 * @property {"connecting" | "open" | "lost" | "failed"} connection
 * @property {Trouble | null} trouble what was refused, or why it stopped
 * @property {string | null} notice one sentence for the person, e.g. that the training started over
 * @property {{ step: number, message: string } | null} diverged
 * @property {Frame | null} frame
 * @property {import("./history.js").History} history grows in place; `frame` changes whenever it does
 * @property {boolean} playing
 * @property {Pace} pace
 * @property {number} speed steps a second at the pace "step"
 * @property {number} tempo how fast phases and contributions play; 1 is the usual
 * @property {number} position the step on screen
 * @property {number} end the largest step known
 * @property {Phase | null} phase
 * @property {Hovered | null} hovered
 * @property {Chosen} chosen
 * @property {"sample" | "batch"} follow whose gradients are shown
 * @property {Tool} tool
 * @property {number} brush the class that the tool "add" gives
 * @property {number | null} usualRate the learning rate before it was made too high on purpose
 * @property {Inspecting | null} inspecting
 * @property {any} inspected the graph the server answered
 * @property {Stepper | null} stepper
 * @property {boolean} logScale
 * @property {"none" | "slice" | "map"} landscape what is shown of the loss around the parameters
 * @property {"path" | "random" | "weights"} directions of the map
 * @property {[number, number]} pair the parameters of a map over two
 * @property {{ form: string, step: number, text: string } | null} exported the model, as it was asked for
 * @property {boolean} discrete whether the plane shows sides only
 * @property {boolean} tested whether test samples are shown
 * @property {string[]} hidden parts of the page that a link hides
 * @property {Survey | null} survey what the server last told of it
 * @property {boolean} smooth whether what jumps from batch to batch is shown as its running mean
 * @property {import("./pins.js").Pin[]} pins runs that were kept, to compare others with
 * @property {"histogram" | "strip"} strip
 * @property {string | null} lesson which lesson goes along, and at which step
 *
 * @typedef {import("../store.js").Store<TrainState>} TrainStore
 */

export {};
