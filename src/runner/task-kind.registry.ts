import { Injectable } from '@nestjs/common';
import type { TaskKind } from './task-kind.js';

/** The kinds of task this process knows. Features register theirs when their module starts. */
@Injectable()
export class TaskKindRegistry {
  private readonly kinds = new Map<string, TaskKind>();

  register(kind: TaskKind): void {
    if (this.kinds.has(kind.name)) throw new Error(`The task kind "${kind.name}" is registered twice.`);
    this.kinds.set(kind.name, kind);
  }

  find(name: string): TaskKind | undefined {
    return this.kinds.get(name);
  }

  get(name: string): TaskKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Error(`Expected one of the task kinds ${this.names().join(', ')}; found "${name}".`);
    return kind;
  }

  names(): string[] {
    return [...this.kinds.keys()];
  }
}
