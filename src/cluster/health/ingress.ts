/** The rule of Ingress. Sources: networking.k8s.io/v1 API reference (and extensions/v1beta1 before it), gitops-engine. */
import type { KubeObject, Service } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { type Health, healthy, progressing, troubled } from './health.ts';

interface Backend {
  readonly service?: { readonly name?: string; readonly port?: { readonly name?: string; readonly number?: number } };
  readonly resource?: object;
  /** As served before networking.k8s.io/v1. */
  readonly serviceName?: string;
  readonly servicePort?: number | string;
}

export interface Ingress extends KubeObject {
  readonly spec?: {
    readonly defaultBackend?: Backend;
    readonly backend?: Backend;
    readonly rules?: readonly {
      readonly host?: string;
      readonly http?: { readonly paths?: readonly { readonly backend?: Backend }[] };
    }[];
  };
  readonly status?: {
    readonly loadBalancer?: {
      readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[];
    };
  };
}

/** A service and one of its ports that requests are sent to. */
export interface IngressTarget {
  readonly service: string;
  /** Name or number. */
  readonly port: string | number | undefined;
}

/** What is known of an ingress beside the ingress. */
export interface IngressCircumstances {
  /** A request to one of its hosts was answered, which proves more than an address. */
  readonly answered: boolean;
  /** The service by name: undefined when it does not exist, 'not known' when nobody can tell. */
  serviceNamed(name: string): Service | 'not known' | undefined;
  /** Ready endpoints behind a port of a service; undefined when nobody can tell. */
  readyBehind(service: Service, port: string | undefined): number | undefined;
}

/** An address or an answered request, and ready endpoints behind every backend. */
export function ingressHealth(ingress: Ingress, circumstances: IngressCircumstances): Health {
  const first = beforeKind(ingress, false);
  if (first !== undefined) return first;
  const notes: string[] = [];
  for (const target of targetsOf(ingress)) {
    const found = backendHealth(target, circumstances);
    if (typeof found === 'string') notes.push(found);
    else if (found !== undefined) return found;
  }
  const addresses = (ingress.status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '');
  const address = addresses.filter((text) => text !== '').join(', ');
  if (address !== '') return healthy(`address ${address}`, notes);
  if (circumstances.answered) return healthy('answers, without an address', notes);
  return progressing('NoIngressAddress', 'has no address yet: no controller has taken it up');
}

/** Trouble of a backend, or a note where it cannot be judged. */
function backendHealth(target: IngressTarget, circumstances: IngressCircumstances): Health | string | undefined {
  const { service: name, port } = target;
  const service = circumstances.serviceNamed(name);
  if (service === 'not known') return `its service ${name} is not known`;
  if (service === undefined) return troubled('BackendMissing', `its service ${name} does not exist`);
  if (service.spec?.type === 'ExternalName') return undefined;
  const ports = service.spec?.ports ?? [];
  const wanted = ports.find((candidate) => candidate.port === port || (candidate.name ?? '') === port);
  if (port !== undefined && wanted === undefined) {
    return troubled('BackendPortMissing', `its service ${name} has no port ${port}`);
  }
  const ready = circumstances.readyBehind(service, wanted === undefined ? undefined : (wanted.name ?? ''));
  if (ready === undefined) return `the endpoints of its service ${name} are not known`;
  if (ready > 0) return undefined;
  return troubled(
    'NoReadyEndpoints',
    `its service ${name} has no ready endpoint${port === undefined ? '' : ` for port ${port}`}`,
  );
}

/** Every service and port that the ingress sends requests to, once. */
export function targetsOf({ spec }: Ingress): IngressTarget[] {
  const paths = (spec?.rules ?? []).flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend));
  const targets = new Map<string, IngressTarget>();
  for (const backend of [spec?.defaultBackend, spec?.backend, ...paths]) {
    const service = backend?.service?.name ?? backend?.serviceName;
    if (service === undefined) continue;
    const port = backend?.service?.port?.name ?? backend?.service?.port?.number ?? backend?.servicePort;
    targets.set(`${service}:${port}`, { service, port });
  }
  return [...targets.values()];
}

/** The hosts that requests can be sent to. */
export function hostsOf({ spec }: Ingress): string[] {
  return (spec?.rules ?? []).flatMap(({ host }) => (host === undefined ? [] : [host]));
}
