import type { ChildProcess } from 'node:child_process';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Desk } from './desk';

/** A hub in a folder of its own, at an address that stays. */
export class Hub {
  address = '127.0.0.1:0';
  private readonly box = new Desk(); // lends a folder that goes away with it
  private program?: ChildProcess;

  /** Starts it, where it was before. */
  async comes() {
    const { program, said } = this.box.start('hub', ...this.boxed, '--listen', this.address);
    this.program = program;
    this.address = (await said(/127\.0\.0\.1:\d+/))[0];
  }

  /** Ends it, as when its machine is switched off. */
  async goes() {
    const program = this.program;
    if (!program || program.exitCode !== null) return;
    const gone = new Promise((done) => program.once('exit', done));
    program.kill('SIGTERM');
    await gone;
  }

  /** A code that lets one workstation in. */
  code(): string {
    return JSON.parse(this.box.run('--json', 'hub', 'code', ...this.boxed)).code;
  }

  async close() {
    await this.goes();
    await this.box.close();
  }

  private get boxed() {
    return ['--data', `${this.box.folder}/hub`];
  }
}

/** A wire that leads to a hub; what comes from there comes as slowly as `speed` says, in bytes a second. */
export class Wire {
  speed = Number.POSITIVE_INFINITY;
  private readonly ends = new Set<Socket>();
  private readonly server = createServer((near) => this.lead(near));

  constructor(private readonly to: string) {}

  /** Lays it and tells the address of its near end. */
  async lay(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  cut() {
    for (const end of this.ends) end.destroy();
    this.server.close();
  }

  private lead(near: Socket) {
    const [host, port] = this.to.split(':');
    const far = connect(Number(port), host);
    const both = (end: Socket, other: Socket) => {
      this.ends.add(end);
      end.on('error', () => other.destroy());
      end.on('close', () => other.destroy());
    };
    both(near, far);
    both(far, near);
    near.pipe(far);
    far.on('data', (bytes) => {
      far.pause();
      setTimeout(
        () => {
          near.write(bytes);
          far.resume();
        },
        (1000 * bytes.length) / this.speed,
      );
    });
  }
}
