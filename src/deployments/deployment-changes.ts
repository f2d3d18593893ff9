import { Injectable } from '@nestjs/common';

/**
 * Tells a server in this process at once that something about the deployments has changed. Servers elsewhere see it
 * when they next look; nothing depends on being told.
 */
@Injectable()
export class DeploymentChanges {
  private readonly listeners = new Set<() => void>();

  listen(listener: () => void): void {
    this.listeners.add(listener);
  }

  announce(): void {
    for (const listener of this.listeners) listener();
  }
}
