// HTML templates that escape every value unless it is HTML itself: customer input never becomes markup.

class Html {
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function textOf(value) {
  if (Array.isArray(value)) return value.map(textOf).join("");
  if (value instanceof Html) return value.text;
  return value === null || value === undefined ? "" : String(value).replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
}

export function html(strings, ...values) {
  return new Html(String.raw({ raw: strings }, ...values.map(textOf)));
}
