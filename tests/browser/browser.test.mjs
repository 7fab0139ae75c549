// The dashboard in Chromium. One application serves all of it: starting one takes longer than most tests.
import "./journey.mjs";
import "./keyboard.mjs";
import "./drop.mjs";
import "./states.mjs";
import "./paper.mjs";
import "./policy.mjs";
import "./speed.mjs";
