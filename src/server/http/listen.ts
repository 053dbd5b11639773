import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError } from '../../tools/input-error.ts';

/** The one address that is listened on: nothing outside of this machine can reach it. */
export const loopback = '127.0.0.1';

/**
 * Opens the port on the loopback address.
 * @param port 0 for one that the system chooses
 * @returns the port that is open
 * @throws InputError when it is taken, or not for this user
 */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, loopback);
  try {
    await once(server, 'listening');
  } catch (error) {
    const why = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    if (why === undefined) throw error;
    throw new InputError(`Port ${port} of ${loopback} ${why}. Name another one, or none to get one that is free.`);
  }
  return (server.address() as AddressInfo).port;
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program',
  EACCES: 'may not be opened by this user',
};
