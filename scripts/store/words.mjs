// Translations of the made-up record, which is in English, for the pictures of the other languages.
const NOTES = {
  de: {
    "They explained the new rate before I asked.": "Man hat mir den neuen Zins erklärt, bevor ich fragte.",
    "Two days early, and the box was the right size.": "Zwei Tage früher, und der Karton hatte die richtige Größe.",
    "One person who can correct a meter reading.": "Jemanden, der einen Zählerstand berichtigen kann.",
    "Forty minutes on hold, twice.": "Vierzig Minuten in der Warteschleife, zweimal.",
    "The crew rang the bell when the power was back.": "Der Trupp hat geklingelt, als der Strom wieder da war.",
    Mortgage: "Hypothek",
  },
  fr: {
    "They explained the new rate before I asked.": "On m’a expliqué le nouveau taux avant que je le demande.",
    "Two days early, and the box was the right size.": "Deux jours d’avance, et le carton avait la bonne taille.",
    "One person who can correct a meter reading.": "Une personne qui puisse corriger un relevé de compteur.",
    "Forty minutes on hold, twice.": "Quarante minutes d’attente, deux fois.",
    "The crew rang the bell when the power was back.": "L’équipe a sonné quand le courant est revenu.",
    Mortgage: "Crédit immobilier",
  },
  es: {
    "They explained the new rate before I asked.": "Me explicaron el nuevo tipo antes de que preguntara.",
    "Two days early, and the box was the right size.": "Dos días antes, y la caja era del tamaño justo.",
    "One person who can correct a meter reading.": "Una persona que pueda corregir una lectura del contador.",
    "Forty minutes on hold, twice.": "Cuarenta minutos de espera, dos veces.",
    "The crew rang the bell when the power was back.": "El equipo llamó al timbre cuando volvió la luz.",
    Mortgage: "Hipoteca",
  },
  nl: {
    "They explained the new rate before I asked.": "Ze legden de nieuwe rente uit voordat ik ernaar vroeg.",
    "Two days early, and the box was the right size.": "Twee dagen eerder, en de doos had de juiste maat.",
    "One person who can correct a meter reading.": "Iemand die een meterstand kan corrigeren.",
    "Forty minutes on hold, twice.": "Veertig minuten in de wacht, twee keer.",
    "The crew rang the bell when the power was back.": "De ploeg belde aan toen er weer stroom was.",
    Mortgage: "Hypotheek",
  },
};

/** Pairs of texts for `replaceTexts`: the demo's hosts and made-up ones, notes and their translations. */
export const replacements = (language) => [[".localhost", ".example"], ...Object.entries(NOTES[language] ?? {})];

/** Runs in a document. Replaces its texts, until the document renders them again. */
export function replaceTexts(pairs) {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    for (const [one, other] of pairs) {
      const { data } = walker.currentNode;
      if (data.includes(one)) walker.currentNode.data = data.replaceAll(one, other);
    }
}
