/** HTTP with any port and no redirects: a megabyte of code, for those who ask to load late. */
import { request } from 'undici';

/** Sends a request. The body of the answer has to be read or dumped. @throws the system's error when there is no answer */
export function sendRequest(address: URL, options: NonNullable<Parameters<typeof request>[1]>) {
  return request(address, options);
}
