// web-assembly: the part of the WebAssembly JavaScript interface (W3C, 2.0) that load.ts uses; Node's types leave it out.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: object;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
}
