import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { livePath } from '@t1/shared/socket';

/** A text frame as a client must send it: masked, here with a mask of zeros, which leaves the text as it is. */
function maskedText(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > 125) throw new Error('Only short texts are sent by a screen.');
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

const pong = maskedText('3');
const headersEnd = '\r\n\r\n';

export interface LineOptions {
  readonly port: number;
  readonly cookie?: string;
  readonly auth?: object;
  /** Hears each event packet: the text after the engine's and the protocol's type, as bytes. */
  readonly onEvent: (packet: Buffer) => void;
  readonly onLost: () => void;
}

/**
 * A screen's line at the least cost: it speaks websocket, engine.io and socket.io itself and hands on the
 * bytes of each event, so that hundreds of screens do not take the processor from the server they measure.
 */
export class ScreenLine {
  /** Resolves when the server has said welcome. */
  readonly opened: Promise<void>;
  private readonly socket: Socket;
  private readonly options: LineOptions;
  private unread: Buffer = Buffer.alloc(0);
  private isUpgraded = false;
  private welcomed: () => void = () => undefined;
  private closed = false;

  constructor(options: LineOptions) {
    this.options = options;
    this.socket = connect({ host: '127.0.0.1', port: options.port, noDelay: true });
    this.opened = new Promise((resolve, reject) => {
      this.welcomed = resolve;
      this.socket.once('close', () => reject(new Error('The line was closed before it was open.')));
    });
    this.socket.on('connect', () => this.socket.write(this.handshake()));
    this.socket.on('data', (chunk) => this.read(chunk));
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      if (!this.closed) options.onLost();
    });
  }

  close(): void {
    this.closed = true;
    this.socket.destroy();
  }

  private handshake(): string {
    const { port, cookie } = this.options;
    const lines = [
      `GET ${livePath}/?EIO=4&transport=websocket HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      `Origin: http://127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ];
    if (cookie !== undefined) lines.push(`Cookie: ${cookie}`);
    return lines.join('\r\n') + headersEnd;
  }

  private read(chunk: Buffer): void {
    let bytes = this.unread.length === 0 ? chunk : Buffer.concat([this.unread, chunk]);
    if (!this.isUpgraded) {
      const end = bytes.indexOf(headersEnd);
      if (end < 0) {
        this.unread = bytes;
        return;
      }
      if (!bytes.subarray(0, end).toString('latin1').startsWith('HTTP/1.1 101')) this.socket.destroy();
      this.isUpgraded = true;
      bytes = bytes.subarray(end + headersEnd.length);
    }
    this.unread = this.takeFrames(bytes);
  }

  /** Handles each whole frame and answers what is left of the last one. */
  private takeFrames(bytes: Buffer): Buffer {
    let at = 0;
    while (bytes.length - at >= 2) {
      const short = (bytes[at + 1] ?? 0) & 0x7f;
      const header = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (bytes.length - at < header) break;
      const length =
        short < 126
          ? short
          : short === 126
            ? bytes.readUInt16BE(at + 2)
            : Number(bytes.readBigUInt64BE(at + 2));
      if (bytes.length - at < header + length) break;
      if (bytes[at] === 0x81) this.takeText(bytes.subarray(at + header, at + header + length));
      else if (bytes[at] === 0x88) this.socket.destroy();
      at += header + length;
    }
    return at === bytes.length ? Buffer.alloc(0) : bytes.subarray(at);
  }

  private takeText(text: Buffer): void {
    const engineType = String.fromCharCode(text[0] ?? 0);
    const packetType = String.fromCharCode(text[1] ?? 0);
    if (engineType === '2') this.socket.write(pong);
    else if (engineType === '0') {
      this.socket.write(
        maskedText(`40${this.options.auth === undefined ? '' : JSON.stringify(this.options.auth)}`),
      );
    } else if (engineType === '4' && packetType === '0') this.welcomed();
    else if (engineType === '4' && packetType === '2') this.options.onEvent(text.subarray(2));
    else if (engineType === '1' || packetType === '1' || packetType === '4') this.socket.destroy();
  }
}
