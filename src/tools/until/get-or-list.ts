/** Reads single objects for users who may only list their kind, as the role of a verification allows. */
import { ApiError } from '../../cluster/api-error.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';

type Reading = Pick<ClusterConnection, 'get' | 'list'>;

/** The same connection, whose `get` of an object that is forbidden becomes a list of the objects with its name. */
export function getOrList(connection: ClusterConnection): Reading {
  const get: Reading['get'] = async (path, signal) => {
    try {
      return await connection.get(path, signal);
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'forbidden')) throw error;
      const end = path.lastIndexOf('/');
      const name = decodeURIComponent(path.slice(end + 1));
      const found = await connection
        .list(path.slice(0, end), signal, { fieldSelector: `metadata.name=${name}` })
        .catch((cause: unknown) => {
          // Forbidden too: what was asked for first is what the user has to allow.
          throw cause instanceof ApiError && cause.kind === 'forbidden' ? error : cause;
        });
      const object = found.find(({ metadata }) => metadata?.name === name);
      if (object === undefined) throw new ApiError('notFound', `${name} was not found (GET ${path})`);
      return object;
    }
  };
  return { get, list: connection.list };
}
