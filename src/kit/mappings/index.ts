// Mappings of a preferences document to the systems that companies send from.
export * from "./adobe.ts";
export * from "./braze.ts";
export * from "./hubspot.ts";
export * from "./klaviyo.ts";
export * from "./mailchimp.ts";
export * from "./mapping.ts";
export * from "./mautic.ts";
export * from "./salesforce.ts";
