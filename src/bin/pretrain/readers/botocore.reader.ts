import { htmlToBlocks } from '../../../ml/data/cleaning/html-text.js';
import type { Reader } from './reader.js';

interface ServiceModel {
  documentation?: string;
  operations?: Record<string, { documentation?: string }>;
  shapes?: Record<string, { documentation?: string; members?: Record<string, { documentation?: string }> }>;
}

/** The documentation strings (HTML) of one AWS service description: service, then operations, then data types. */
export const botocoreReader: Reader = (bytes) => {
  const model = JSON.parse(bytes.toString('utf8')) as ServiceModel;
  const texts = [model.documentation, ...Object.values(model.operations ?? {}).map((each) => each.documentation)];
  for (const shape of Object.values(model.shapes ?? {})) {
    texts.push(shape.documentation, ...Object.values(shape.members ?? {}).map((member) => member.documentation));
  }
  return [texts.flatMap((text) => (text === undefined ? [] : htmlToBlocks(text)))];
};
