// Double clicks, whose second press may meet another control than the first.
import { afterEach, beforeAll, expect, test } from "vitest";
import { ignoreSecondPresses } from "../../src/ui/second-press.ts";

let pressed: string[] = [];

beforeAll(ignoreSecondPresses);
afterEach(() => document.body.replaceChildren());

/** Draws controls that record their presses, and returns a press by mouse: `detail` counts it within the double click. */
function drawn(html: string): (id: string, detail: number) => void {
  document.body.innerHTML = html;
  pressed = [];
  for (const control of document.querySelectorAll("button, input"))
    control.addEventListener("click", () => pressed.push(control.id));
  return (id, detail) =>
    document.getElementById(id)?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail }));
}

test("a second press acts on the same chip, as when the user changes their mind", () => {
  const press = drawn('<button id="chip">Trapped</button>');
  press("chip", 1);
  press("chip", 2);
  expect(pressed).toEqual(["chip", "chip"]);
});

test("a second press does nothing to another control that has moved under the pointer", () => {
  const press = drawn('<button id="face"></button><button id="chip"></button><input id="box" type="checkbox">');
  press("face", 1);
  press("chip", 2);
  press("box", 3);
  expect(pressed).toEqual(["face"]);
  expect(document.querySelector("input")).toHaveProperty("checked", false);
});

test.each(["link", "danger"])("a second press on a %s does nothing", (kind) => {
  const press = drawn(`<button id="remove" class="${kind}">Remove</button>`);
  press("remove", 1);
  press("remove", 2);
  expect(pressed).toEqual(["remove"]);
});

test("presses of the keyboard and separate presses of the mouse all act", () => {
  const press = drawn('<button id="one" class="danger"></button><button id="other"></button>');
  for (const id of ["one", "one", "other"]) press(id, 0);
  for (const id of ["one", "one", "other"]) press(id, 1);
  expect(pressed).toHaveLength(6);
});

test("a label and its field are one control", () => {
  const press = drawn('<label id="label" for="box">Phone</label><input id="box" type="checkbox">');
  press("label", 1);
  press("label", 2);
  expect(pressed).toEqual(["box", "box"]);
});
