import { rm } from 'node:fs/promises';

export default async function stopPostgres() {
  const { postgres, home } = globalThis.temperTestPostgres;
  await postgres.close();
  await rm(home, { recursive: true, force: true });
}
