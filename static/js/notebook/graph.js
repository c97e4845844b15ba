/** The graph and its steps in a notebook's widget. */

import { mountEmbedded } from "../embedded.js";
import { source } from "./wire.js";

mountEmbedded(source);
