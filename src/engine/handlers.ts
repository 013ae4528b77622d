import { AmsnetError } from '../core/errors';
import { devices, models, versions } from './jobs/about';
import { chooseSettings } from './jobs/choose-settings';
import { compare } from './jobs/compare';
import { crop } from './jobs/crop';
import { denoise } from './jobs/denoise';
import { estimate } from './jobs/estimate';
import { inspectImage, inspectModel, noise } from './jobs/inspect';
import { measurement } from './jobs/measurement';
import { picture, pictureValue } from './jobs/picture';
import { pixel } from './jobs/pixel';
import { render } from './jobs/render';
import { sweep } from './jobs/sweep';
import { thumbnail } from './jobs/thumbnail';
import { train } from './jobs/train';
import { warmUp } from './jobs/warm-up';
import type { Handlers } from './server';
import type { Services } from './services';
import { text } from './text';

/** One handler for every request of the contract. */
export function createHandlers(services: Services): Handlers {
  return {
    versions: versions(),
    devices: devices(services),
    models: models(services),
    inspectModel: inspectModel(services),
    warmUp: warmUp(services),
    inspectImage: inspectImage(services),
    noise: noise(services),
    chooseSettings: chooseSettings(services),
    render: render(services),
    estimate: estimate(services),
    picture: picture(services),
    pictureValue: pictureValue(services),
    thumbnail: thumbnail(),
    crop: crop(services),
    pixel: pixel(services),
    sweep: sweep(services),
    measurement: measurement(services),
    denoise: denoise(services),
    compare: compare(services),
    train: services.trusted ? train(services) : refuseTraining,
  };
}

function refuseTraining(): Promise<never> {
  return Promise.reject(new AmsnetError('workspace/untrusted', ...text.trainingUntrusted));
}
