// The bank's data about a customer, requested by the customer's browser with the handle that the bank gave it. The
// example has the same rows for all customers.

export const ROWS = [
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
