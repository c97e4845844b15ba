/** The training in a notebook's widget. */

import "./wire.js";
import "../train/main.js"; // after the wire, as it asks at once
