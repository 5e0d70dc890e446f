// open-target: a configured target → one that the dispatcher can send to.
import type { Clock } from '../base/clock.js';
import type { TargetConfig } from '../base/trigger.js';
import { fileTarget } from './file-target.js';
import { natsTarget } from './nats-target.js';
import type { Target } from './target.js';
import { webhookTarget } from './webhook-target.js';

export function openTarget(config: TargetConfig, clock: Clock): Target {
  switch (config.type) {
    case 'webhook':
      return webhookTarget(config, clock);
    case 'nats':
      return natsTarget(config);
    case 'file':
      return fileTarget(config);
  }
}
