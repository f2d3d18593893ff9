import { Injectable } from '@nestjs/common';
import { coordinates, type TaskKind } from './task-kind.js';
import type { Lane } from './wake-ups.js';

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

  /** Which wake-ups tell of tasks of that kind; this build may not know it. */
  laneOf(name: string): Lane {
    const kind = this.find(name);
    return kind && coordinates(kind) ? 'coordination' : 'work';
  }

  names(): string[] {
    return [...this.kinds.keys()];
  }
}
