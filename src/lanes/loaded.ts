// loaded: what a worker posts once it is loaded.
export const LOADED = 'loaded';
