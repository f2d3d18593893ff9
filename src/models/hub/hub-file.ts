import { z } from 'zod';

/** How a file's content is known before it is there. */
export interface HubHash {
  /** `git-blob`: the SHA-1 of the file with git's header before it. */
  readonly algorithm: 'sha256' | 'git-blob';
  /** Hexadecimal. */
  readonly value: string;
}

export interface HubFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Null where the listing gives none: then there is only the size to check. */
  readonly hash: HubHash | null;
}

const Bytes = z.int().nonnegative();

/** What a listing says of an entry, as far as it matters here. */
export const HubEntry = z.object({
  type: z.string(),
  path: z.string().min(1),
  size: Bytes.default(0),
  oid: z.string().optional(),
  lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/), size: Bytes }).optional(),
});
export type HubEntry = z.infer<typeof HubEntry>;

/** Large files are known by their SHA-256 (Git LFS), small ones by the id that git gives their content. */
export function toHubFile({ path, size, oid, lfs }: HubEntry): HubFile {
  if (lfs) return { path, size: lfs.size, hash: { algorithm: 'sha256', value: lfs.oid } };
  const isGit = oid !== undefined && /^[0-9a-f]{40}$/.test(oid);
  return { path, size, hash: isGit ? { algorithm: 'git-blob', value: oid } : null };
}
