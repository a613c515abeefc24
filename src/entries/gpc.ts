// Runs in the page's own world, in every frame, where Global Privacy Control is on: the property a browser would have.
export {};

const GPC = "globalPrivacyControl";

/** Written as the browsers' own is: an enumerable, configurable getter on the prototype. */
const native = {
  get [GPC]() {
    return true;
  },
};
const property = Object.getOwnPropertyDescriptor(native, GPC);

// Not by defineProperty: a page that has locked the property must not get an error that names us.
if (Reflect.get(navigator, GPC) !== true && property !== undefined) {
  Reflect.defineProperty(Navigator.prototype, GPC, property);
}
