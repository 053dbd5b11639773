/** What our server and our client say to each other on top of MCP, each name once. Other clients and servers ignore it. */
import { z } from 'zod';

/** Name of the server in MCP, and in the configuration of its clients. */
export const serverName = 'agent-toolkit';

/** Name of the prompt that gives the whole workflow. */
export const promptName = 'gitops-workflow';

/** Key in `_meta` of a progress notification: the whole Progress. */
export const progressKey = 'agent-toolkit/progress';

/** Key in `_meta` of a request, and of the log notifications that belong to it: the caller's own name for the call. */
export const callKey = 'agent-toolkit/call';

/** Key in `_meta` of a request: false when nobody can be asked on behalf of this call, although the client has elicitation. */
export const asksKey = 'agent-toolkit/asks';

/**
 * Key in `_meta` of a request: when a preview was asked for, by which it is known, in ISO 8601. Experimental capability, too, of a
 * server that does what that preview showed and nothing else; one that does not know the key would work everything out anew.
 */
export const previewKey = 'agent-toolkit/preview';

/** Key in `_meta` of an elicitation: the whole StepQuestion. */
export const questionKey = 'agent-toolkit/question';

/** Key in `_meta` of an error result: `input` when the caller made a mistake. */
export const errorKey = 'agent-toolkit/error';

/**
 * Experimental capability of a server that tells when a named call has ended. MCP has no such message: a cancelled
 * request is never answered, so a client could not know that the processes of the call are gone.
 */
export const endedCapability = 'agent-toolkit/ended';

/** Sent once for each named call, cancelled or not, when nothing of it runs any more. */
export const endedNotificationSchema = z.object({
  method: z.literal('notifications/agent-toolkit/ended'),
  params: z.object({ call: z.string() }),
});
