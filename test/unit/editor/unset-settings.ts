import type { EditorSettings } from '../../../src/editor/editor-settings.ts';

/** The settings of a user who has set none. */
export const unsetSettings: EditorSettings = {
  ...{ codexPath: '', codexConfig: [], kubeconfig: '', context: '', environment: {}, push: undefined },
  ...{ passEnvironment: [], tokensPerCriterion: undefined, tokensPerTask: undefined, model: '', profile: '' },
  ...{ tasksPerSession: undefined, failuresPerSession: undefined },
  ...{ minutesPerSession: undefined, tokensPerSession: undefined },
  ...{ waitMinutes: undefined, network: undefined, gate: undefined, secretsIgnore: [], registriesOverHttp: [] },
  ...{
    maxIterations: 20,
    timeoutPerSection: 300,
    stepMode: false,
    archiveOnComplete: true,
    commitEdits: true,
    syncRemote: true,
    checkHumanActions: true,
    codeLens: true,
    server: { command: '', args: [] },
    wrong: [],
  },
};
