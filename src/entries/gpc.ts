// Content script in the page's own world, in every frame, while Global Privacy Control is on: defines the property as a
// supporting browser would.
export {};

const GPC = "globalPrivacyControl";

/** Like the browsers' own: an enumerable, configurable getter on the prototype. */
const native = {
  get [GPC]() {
    return true;
  },
};
const property = Object.getOwnPropertyDescriptor(native, GPC);

// Reflect.defineProperty returns false where Object.defineProperty throws: on a page that has locked the property, an
// error would reveal the extension.
if (Reflect.get(navigator, GPC) !== true && property !== undefined) {
  Reflect.defineProperty(Navigator.prototype, GPC, property);
}
