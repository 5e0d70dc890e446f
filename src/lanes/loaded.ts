// loaded: what a worker posts once it is loaded.
export const LOADED = 'loaded';

/** Tasks that ask for nothing: whether a lane is there; and that it judge no more, so that what it holds can be freed. */
export const READY = 'ready';
export const END = 'end';
