// What the entries take from where they run, and no more: the package needs no other package's types.
declare module "node:fs" {
  export function readFileSync(file: URL): Uint8Array<ArrayBuffer>;
}
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
