/** The probable cause of a registry's refusal or silence, and the remedy. Pure. */
import type { Advice } from '../advice.ts';
import { tlsAdvice } from '../tls-advice.ts';
import { dockerHub } from './reference.ts';
import type { RegistryError } from './registry-error.ts';

export function errorAdvice({ kind, facts }: RegistryError, registry: string): Advice {
  const login = registry === dockerHub ? 'docker login' : `docker login ${registry}`;
  switch (kind) {
    case 'unreachable':
      return {
        cause: `${registry} cannot be reached: it is down, or the name, the network or a proxy is in the way.`,
        remedy: 'Check the name of the registry, the network and the VPN, then verify again.',
      };
    case 'timeout':
      return {
        cause: `${registry} is overloaded or out of reach.`,
        remedy: 'Check it and the network, then verify again.',
      };
    case 'tls':
      return tlsAdvice(
        facts.code ?? '',
        registry,
        `If it is meant to be spoken to over plain http, name it in your own configuration: "registriesOverHttp": ["${registry}"].`,
      );
    case 'throttled':
      return {
        cause: `${registry} limits how often it is asked${facts.login === 'none' ? ' without a login' : ''}.`,
        remedy: `Wait, and verify again; a login (${login}) often raises the limit.`,
      };
    case 'server':
      return {
        cause: `${registry} answers with an error of its own.`,
        remedy: 'Look at the registry, then verify again.',
      };
    case 'unauthorized':
      return facts.login === 'refused'
        ? {
            cause: `${registry} refuses the credentials of Docker's configuration: they ran out, or may not read this.`,
            remedy: `Log in again (${login}) with an account that may pull the image.`,
          }
        : {
            cause: `${registry} wants a login, or has no such image; without a login it does not say which.`,
            remedy: `Log in (${login}) as the user that runs this, or correct the name.`,
          };
    case 'denied':
      return {
        cause: `${registry} does not let this account read the image.`,
        remedy: 'Give the account the right to pull it, or log in with another one.',
      };
    case 'notFound':
      return {
        cause: `What answers at ${registry} is no registry of the OCI distribution API.`,
        remedy: 'Check host and port of the registry.',
      };
    case 'refused':
      return {
        cause: `${registry} answers as no registry does.`,
        remedy: 'Check host and port, and the proxies before it.',
      };
  }
}
