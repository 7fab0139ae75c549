// Frames (src/edge/wire.md): header length (u32, little endian), header (JSON), body.

const encoder = new TextEncoder();
const decoder = new TextDecoder();
export const encode = (text: string): Uint8Array => encoder.encode(text);
export const decode = (bytes: Uint8Array): string => decoder.decode(bytes);

export function makeFrame(header: unknown, body: Uint8Array = new Uint8Array()): Uint8Array {
  const head = encode(JSON.stringify(header));
  const frame = new Uint8Array(4 + head.length + body.length);
  new DataView(frame.buffer).setUint32(0, head.length, true);
  frame.set(head, 4);
  frame.set(body, 4 + head.length);
  return frame;
}

export function readFrame(frame: Uint8Array): { header: any; body: Uint8Array } {
  const size = new DataView(frame.buffer, frame.byteOffset).getUint32(0, true);
  return { header: JSON.parse(decode(frame.subarray(4, 4 + size))), body: frame.subarray(4 + size) };
}
