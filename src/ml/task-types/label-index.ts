import { InputError } from '../input-error.js';

const SHOWN = 10;

/** Places of labels in a list. @throws InputError from the function it gives, for a label that is not in the list */
export function labelIndex(labels: readonly string[]): (label: string, exampleId: string) => number {
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  return (label, exampleId) => {
    const index = indexOf.get(label);
    if (index !== undefined) return index;
    const known = labels.slice(0, SHOWN).join(', ') + (labels.length > SHOWN ? ', …' : '');
    throw new InputError(
      'label-unknown',
      `The example ${exampleId} has the label ${JSON.stringify(label)}, which the model does not know; it knows ${known}.`,
    );
  };
}
