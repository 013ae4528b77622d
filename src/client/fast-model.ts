/** The bundled model of previews, at a third of the cost of the others: `auto` and trainings never take it in place of them. */
export const fastModel = 'amsnet-fast';
