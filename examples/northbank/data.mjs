// Each customer's own data, for the browser of a customer who asks for it by the name that the bank gave to that browser.

const ROWS = [
  {
    "@type": "Order",
    orderNumber: "NB-2026-0412",
    orderDate: "2026-10-12",
    orderedItem: { "@type": "Product", name: "Cheque book, 25 leaves" },
    acceptedOffer: { "@type": "Offer", price: "4.50", priceCurrency: "GBP" },
  },
  {
    "@type": "Invoice",
    confirmationNumber: "M-2026-12",
    paymentDueDate: "2026-12-01",
    description: "Mortgage payment, December",
    totalPaymentDue: { "@type": "MonetaryAmount", value: 812.4, currency: "GBP" },
  },
  {
    "@type": "CommunicateAction",
    identifier: "call-8841",
    startTime: "2026-11-09T14:20:00Z",
    description: "Ada Merriweather called about your mortgage.",
    agent: { "@type": "Organization", name: "Northbank" },
  },
];

/** Answers one request: `[status, answer]`. */
export function answerDataRequest({ headers }, visitors) {
  const handle = /^CMR ([\x21-\x7e]{1,128})$/.exec(headers.authorization ?? "")?.[1];
  if (handle === undefined) return [401, { reason: "Tell us your customer name, please." }];
  if (!visitors.isHandle(handle))
    return [403, { reason: "We do not know this customer name. Open your accounts once." }];
  return [200, { "@context": "https://schema.org", "@graph": ROWS }];
}
