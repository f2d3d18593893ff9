/** A message of unknown origin as a sentence within another message: with one full stop at its end. */
export const sentence = (text: string): string => `${text.trim().replace(/\.+$/, '')}.`;
