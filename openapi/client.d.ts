/** Made from openapi.json by `npm run openapi`. Not written by hand. */
export interface paths {
    "/v1/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: operations["systemLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process should get requests; 503 where not */
        get: operations["systemReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this process is, and which engines load on this machine */
        get: operations["systemRead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process's metrics, for Prometheus */
        get: operations["metricsRead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the data sets */
        get: operations["datasetList"];
        put?: never;
        /** Make a data set, without rows yet */
        post: operations["datasetCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a data set */
        get: operations["datasetGet"];
        put?: never;
        post?: never;
        /** Delete a data set, all its versions and their rows; 409 while one is in use or still processing */
        delete: operations["datasetDelete"];
        options?: never;
        head?: never;
        /** Change the name or the description of a data set */
        patch: operations["datasetUpdate"];
        trace?: never;
    };
    "/v1/datasets/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of a data set */
        get: operations["datasetVersionList"];
        put?: never;
        /** Make a version of rows: from a file, from examples in the request, or from records of this service */
        post: operations["datasetVersionCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a version: whether it is ready, or why it failed */
        get: operations["datasetVersionGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/versions/{version}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came of the rows on their way into the version */
        get: operations["datasetVersionReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/versions/{version}/suspicious-labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Page through the rows whose labels look wrong, the worst first */
        get: operations["datasetVersionSuspicious"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/versions/{version}/examples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Page through the rows of a version */
        get: operations["datasetVersionExamples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/versions/{version}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the rows of a version, of one split or of all */
        get: operations["datasetVersionContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the models, those that ship with Temper last */
        get: operations["modelsList"];
        put?: never;
        /** Import a model from the Hugging Face Hub, from a folder, or from an uploaded tar of one */
        post: operations["modelsImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a model: whether it is ready, or why its import failed */
        get: operations["modelsGet"];
        put?: never;
        post?: never;
        /** Delete a model with its files and aliases; 409 while something refers to it */
        delete: operations["modelsDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a model comes from, and what was trained from it */
        get: operations["modelsLineage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the files of a model with their hashes */
        get: operations["modelFilesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/files/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file of a model, or a range of it */
        get: operations["modelFilesDownload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the whole folder of a model as a tar */
        get: operations["modelFilesArchive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/aliases/{alias}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give an alias to a model, taking it from another of the same name */
        put: operations["modelAliasesPut"];
        post?: never;
        /** Take an alias from a model */
        delete: operations["modelAliasesDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List evaluations */
        get: operations["evaluationsList"];
        put?: never;
        /** Measure a model on a split of a data set */
        post: operations["evaluationsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an evaluation: how far it is, and what it found */
        get: operations["evaluationsGet"];
        put?: never;
        post?: never;
        /** Delete an evaluation, and stop work on it; 409 while a job refers to it */
        delete: operations["evaluationsDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations/{id}/predictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Page through the predictions behind an evaluation, the worst first: all, or those asked for */
        get: operations["evaluationsPredictions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what an evaluation found, as a page to look at */
        get: operations["evaluationsReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations/{id}/reliability.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Draw how far the probabilities can be believed, before and after calibration */
        get: operations["evaluationsReliability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations/{id}/confusion.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Draw what was taken for what */
        get: operations["evaluationsConfusion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/comparisons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List comparisons */
        get: operations["comparisonsList"];
        put?: never;
        /** Find out which of two models is better on the same examples, or that the data do not tell */
        post: operations["comparisonsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/comparisons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a comparison: how far it is, and what it found */
        get: operations["comparisonsGet"];
        put?: never;
        post?: never;
        /** Delete a comparison, and stop work on it */
        delete: operations["comparisonsDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/comparisons/{id}/disagreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Page through the examples that one of two models answers better, the widest gap first */
        get: operations["comparisonsDisagreements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/calibrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Calibrate a model anew, on a data set or on feedback: makes a model with the same weights */
        post: operations["calibrationsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List jobs */
        get: operations["jobsList"];
        put?: never;
        /** Make a model from others: `type` says how */
        post: operations["jobsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what a job would take; nothing is created */
        post: operations["jobsEstimate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a job */
        get: operations["jobsGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a job for good; nothing of it is kept */
        post: operations["jobsCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a running job write a checkpoint and stop until it is resumed */
        post: operations["jobsPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a paused job go on where it was */
        post: operations["jobsResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the events of a job, or follow them live
         * @description With `Accept: text/event-stream` every event is sent as it happens, from the one after `Last-Event-ID`, or else after `after`, on until the job has a final status.
         */
        get: operations["jobsEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was measured while a job trained */
        get: operations["jobsMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the checkpoints of a job that are kept */
        get: operations["jobsCheckpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the trials of a sweep
         * @description Of a job of another type it is refused with 409.
         */
        get: operations["jobsTrials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List deployments */
        get: operations["deploymentsList"];
        put?: never;
        /** Serve a model under a name */
        post: operations["deploymentsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deployments/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a deployment */
        get: operations["deploymentsGet"];
        put?: never;
        post?: never;
        /** Delete a deployment with its revisions, its logged predictions and the feedback on them */
        delete: operations["deploymentsDelete"];
        options?: never;
        head?: never;
        /** Change its model, as a new revision; the old one answers until the new one is loaded */
        patch: operations["deploymentsUpdate"];
        trace?: never;
    };
    "/v1/deployments/{name}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring an earlier revision's model back, as a new revision */
        post: operations["deploymentsRollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deployments/{name}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop answering, and free the memory */
        post: operations["deploymentsStop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deployments/{name}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a stopped deployment, or try a failed one again */
        post: operations["deploymentsStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deployments/{name}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List its revisions: which model served when, and who asked for it */
        get: operations["deploymentsRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deployments/{name}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Classify texts */
        post: operations["predictionsPredict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deployments/{name}/predictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the logged predictions of a deployment */
        get: operations["predictionsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List feedback */
        get: operations["feedbackList"];
        put?: never;
        /** Say what a prediction should have been; one, or many at once */
        post: operations["feedbackCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the API keys that are not revoked */
        get: operations["apiKeyList"];
        put?: never;
        /** Make an API key; its secret is shown this once */
        post: operations["apiKeyCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key, from its next request on */
        delete: operations["apiKeyDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Health: {
            /**
             * @description `ok`, or `unavailable` when one of the checks fails
             * @enum {string}
             */
            status: "ok" | "unavailable";
            /** @description Each check by name: `ok`, or what is wrong */
            checks: {
                [key: string]: string;
            };
        };
        System: {
            /** @description Temper's version */
            version: string;
            /** @description What this process is */
            roles: ("api" | "trainer" | "server")[];
            /** @description The engine that models run on here; null while there is none */
            engine: string | null;
            /** @description All engines this build knows */
            engines: components["schemas"]["Engine"][];
        };
        Engine: {
            /** @description The engine's name, as `TEMPER_DEVICE` takes it */
            name: string;
            /** @description What it computes on: `cpu`, `cuda`, `webgpu` */
            device: string;
            /** @description Whether it loads on this machine */
            available: boolean;
            /** @description Why it does not load; null where it does */
            reason: string | null;
        };
        DatasetCreate: {
            /** @description What to call it */
            name: string;
            /**
             * @description What its rows teach, and so what each is made of
             * @enum {string}
             */
            task: "text-classification" | "multi-label-classification" | "text-regression" | "token-classification" | "text-generation" | "chat" | "text";
            /** @description What is in it, where it comes from */
            description?: string;
        };
        Dataset: {
            /** @description Id of the data set, `ds_…` */
            id: string;
            /** @description What it is called */
            name: string;
            /**
             * @description What its rows teach
             * @enum {string}
             */
            task: "text-classification" | "multi-label-classification" | "text-regression" | "token-classification" | "text-generation" | "chat" | "text";
            /** @description What is in it */
            description: string | null;
            /** @description Number of the latest version that is ready; null before the first */
            latestVersion: number | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When its name or description last changed
             */
            updatedAt: string;
        };
        DatasetPage: {
            /** @description The items of this page, newest first */
            data: components["schemas"]["Dataset"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        DatasetPatch: {
            /** @description A new name */
            name?: string;
            /** @description A new description; null removes it */
            description?: string | null;
        };
        ClassificationExample: {
            /** @description The text. */
            text: string;
            /** @description A second text, for tasks on pairs. */
            textPair?: string;
            /** @description The class. */
            label: string;
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /**
             * @description The split this row is pinned to.
             * @enum {string}
             */
            split?: "train" | "validation" | "test";
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        MultiLabelExample: {
            /** @description The text. */
            text: string;
            /** @description A second text, for tasks on pairs. */
            textPair?: string;
            /** @description Every class that applies; an empty list where none does. */
            labels: string[];
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /**
             * @description The split this row is pinned to.
             * @enum {string}
             */
            split?: "train" | "validation" | "test";
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        RegressionExample: {
            /** @description The text. */
            text: string;
            /** @description A second text, for tasks on pairs. */
            textPair?: string;
            /** @description The number to predict. */
            value: number;
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /**
             * @description The split this row is pinned to.
             * @enum {string}
             */
            split?: "train" | "validation" | "test";
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        TokenExample: {
            /** @description The text. */
            text: string;
            /** @description What is marked in the text, without overlaps; an empty list where nothing is. */
            spans: {
                /** @description Where it starts in the text, from 0, in UTF-16 code units as JavaScript and Java count them. */
                start: number;
                /** @description Where it ends: the place after its last code unit. */
                end: number;
                /** @description What the span is. */
                label: string;
            }[];
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /**
             * @description The split this row is pinned to.
             * @enum {string}
             */
            split?: "train" | "validation" | "test";
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        GenerationExample: {
            /** @description What the model is given. */
            prompt: string;
            /** @description What it is to write after that. */
            completion: string;
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /**
             * @description The split this row is pinned to.
             * @enum {string}
             */
            split?: "train" | "validation" | "test";
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        ChatExample: {
            /** @description The conversation, in order; one of the messages after the first is of the assistant. */
            messages: {
                /**
                 * @description Who speaks; `system` in the first message alone.
                 * @enum {string}
                 */
                role: "system" | "user" | "assistant";
                /** @description What is said. */
                content: string;
            }[];
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /**
             * @description The split this row is pinned to.
             * @enum {string}
             */
            split?: "train" | "validation" | "test";
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        TextExample: {
            /** @description The text. */
            text: string;
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /**
             * @description The split this row is pinned to.
             * @enum {string}
             */
            split?: "train" | "validation" | "test";
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        DatasetVersion: {
            /** @description Id of the data set */
            dataset: string;
            /** @description Its number, from 1 within the data set */
            version: number;
            /**
             * @description Whether its rows can be used
             * @enum {string}
             */
            status: "processing" | "ready" | "failed";
            /** @description Why it failed; null otherwise */
            error: {
                /** @description Stable name of the reason */
                code: string;
                /** @description What was expected, what was found, what to do */
                message: string;
            } | null;
            /** @description The version it extends, or else the ready one before it; null for the first */
            parent: number | null;
            /** @description Hash of its task and rows, `sha256:…`, whatever file they came in; null until it is ready */
            digest: string | null;
            /** @description All that is needed to make it again from the same source; null until it is ready */
            recipe: {
                [key: string]: unknown;
            } | null;
            /** @description Its labels, sorted; null until it is ready and where the task has none */
            labels: string[] | null;
            /** @description Rows of each split; null until it is ready */
            counts: {
                /** @description Rows in train */
                train: number;
                /** @description Rows in validation */
                validation: number;
                /** @description Rows in test */
                test: number;
            } | null;
            /**
             * Format: date-time
             * @description When it was sent
             */
            createdAt: string;
        };
        DatasetVersionPage: {
            /** @description The items of this page, newest first */
            data: components["schemas"]["DatasetVersion"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        DatasetReport: {
            /** @description What came of the rows */
            rows: {
                /** @description Rows of the source */
                read: number;
                /** @description Those that are in the version; read = kept + all dropped */
                kept: number;
                /** @description Rows left out, by reason */
                dropped: {
                    [key: string]: number;
                };
                /** @description Rows changed, by step */
                changed: {
                    [key: string]: number;
                };
                /** @description Rows of the version that it extends */
                inherited: number;
                /** @description Inherited rows whose place a new answer took */
                superseded: number;
            };
            /** @description Rows of each label in each split; of token-classification, spans */
            labels: {
                [key: string]: {
                    /** @description Rows in train */
                    train: number;
                    /** @description Rows in validation */
                    validation: number;
                    /** @description Rows in test */
                    test: number;
                };
            };
            /** @description Lengths of the rows (all their texts) with the tokenizer of `mini-en`; null where it is missing */
            tokens: {
                /** @description Half of the rows are no longer, tokens */
                p50: number;
                /** @description 95 % of the rows are no longer, tokens */
                p95: number;
                /** @description The longest row measured, tokens */
                max: number;
                /** @description Rows measured: a sample where there are many */
                rows: number;
                /** @description The longest input that `mini-en` takes, tokens */
                limit?: number | null;
                /** @description How the lengths are spread; missing in versions that are older than it */
                histogram?: {
                    /** @description Shortest length of the bin, tokens */
                    from: number;
                    /** @description Longest length of the bin, tokens; null: all that are longer */
                    to: number | null;
                    /** @description Rows of these lengths, of those measured */
                    rows: number;
                }[];
            } | null;
            /** @description What stands in more than one split */
            leakage: {
                /** @description Texts */
                texts: {
                    /** @description In train and validation */
                    trainValidation: number;
                    /** @description In train and test */
                    trainTest: number;
                    /** @description In validation and test */
                    validationTest: number;
                };
                /** @description Groups */
                groups: {
                    /** @description In train and validation */
                    trainValidation: number;
                    /** @description In train and test */
                    trainTest: number;
                    /** @description In validation and test */
                    validationTest: number;
                };
                /**
                 * @description Sets of texts that are nearly the same; null where they were not looked for
                 * @default null
                 */
                near: {
                    /** @description In train and validation */
                    trainValidation: number;
                    /** @description In train and test */
                    trainTest: number;
                    /** @description In validation and test */
                    validationTest: number;
                } | null;
            };
            /** @description Labels that the texts of the other rows speak against; missing in versions that are older than it */
            suspiciousLabels?: {
                /** @description Why labels were not looked at, and what to do; null where they were */
                reason: string | null;
                /** @description Rows whose labels were looked at */
                rows: number;
                /** @description Those whose label is suspicious: see `suspicious-labels`. None of them is dropped or changed */
                found: number;
                /** @description The suspicious ones of each split */
                bySplit: {
                    /** @description In train */
                    train: number;
                    /** @description In validation */
                    validation: number;
                    /** @description In test */
                    test: number;
                };
                /** @description What is taken for what, the most frequent first, 20 at most */
                pairs: {
                    /** @description The label that rows have */
                    label: string;
                    /** @description The label that they look like */
                    suggested: string;
                    /** @description How many */
                    rows: number;
                }[];
                /** @description Share of the labels that a bag of words guesses from the other rows, 0 to 1: how far to trust this */
                accuracy: number | null;
                /** @description Labels of too few rows to tell: neither looked at nor suggested */
                rareLabels: string[];
            };
            /** @description How the rows go with the test split they were given; only where one was */
            frozenTest?: {
                /** @description The version whose test split this one has */
                version: number;
                /** @description Rows of that test split */
                rows: number;
                /** @description Its texts that the source has too; those rows of the source stayed out of train */
                found: number;
                /** @description Its texts that the source lacks */
                missing: number;
                /** @description Its texts that have another answer in the source; the frozen answer stays */
                answeredAnew: number;
            };
            /** @description Texts that are there with more than one answer */
            conflicts: number;
            /** @description What was replaced in new rows; null where rows are as they came */
            anonymized: {
                /**
                 * @description Whether all of a kind became one word, or each its own
                 * @enum {string}
                 */
                mode: "mask" | "pseudonym";
                /** @description Rows in which something was replaced */
                rows: number;
                /** @description What was found, by kind */
                entities: {
                    [key: string]: {
                        /** @description Pieces of texts that were replaced */
                        pieces: number;
                        /** @description Rows with at least one */
                        rows: number;
                        /** @description Where the first of them stood, with some of the masked text around */
                        examples: string[];
                    };
                };
            } | null;
            /** @description Our field → their column, as told or guessed */
            columns: {
                [key: string]: string;
            };
            /**
             * @description What cleaning did to the first few rows that each step changed or dropped
             * @default []
             */
            examples: {
                /** @description The cleaning step, or the reason for which the row was dropped */
                step: string;
                /** @description Line of the source on which the row starts, where it is known */
                line: number | null;
                /** @description The place in its text, or the start of it, up to 240 characters */
                before: string;
                /** @description The same place after the step; null where the row was dropped */
                after: string | null;
                /** @description Why it was dropped: what was found, or for which row */
                note: string | null;
            }[];
            /** @description The first rows that were dropped because they could not be used */
            badRows: {
                /** @description Line of the source on which the row starts; of Parquet the number of the row, from 1 */
                line: number;
                /** @description What is wrong with it */
                problem: string;
            }[];
            /** @description What deserves a look */
            warnings: string[];
        };
        SuspiciousLabelPage: {
            /** @description The rows of this page, the worst first */
            data: components["schemas"]["SuspiciousLabel"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        SuspiciousLabel: {
            /** @description Id of the example */
            example: string;
            /**
             * @description The split it is in
             * @enum {string}
             */
            split: "train" | "validation" | "test";
            /** @description The beginning of its text, at most 500 characters */
            text: string;
            /** @description The label it has */
            label: string;
            /** @description The label that its text looks like */
            suggested: string;
            /** @description 0 to 1, the lowest first: half of 1 plus the probability of its label less that of the best other one */
            margin: number;
            /** @description Probability of its label, of the suggested one, and of the three most probable besides */
            probabilities: {
                [key: string]: number;
            };
        };
        ExamplePage: {
            /** @description The rows of this page, in the order of the files */
            data: components["schemas"]["Example"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        Example: components["schemas"]["StoredClassificationExample"] | components["schemas"]["StoredMultiLabelExample"] | components["schemas"]["StoredRegressionExample"] | components["schemas"]["StoredTokenExample"] | components["schemas"]["StoredGenerationExample"] | components["schemas"]["StoredChatExample"] | components["schemas"]["StoredTextExample"];
        StoredClassificationExample: {
            /** @description Made from the input and the answer: the same in every version */
            id: string;
            /**
             * @description The split it is in
             * @enum {string}
             */
            split: "train" | "validation" | "test";
            /** @description The text. */
            text: string;
            /** @description A second text, for tasks on pairs. */
            textPair?: string;
            /** @description The class. */
            label: string;
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        StoredMultiLabelExample: {
            /** @description Made from the input and the answer: the same in every version */
            id: string;
            /**
             * @description The split it is in
             * @enum {string}
             */
            split: "train" | "validation" | "test";
            /** @description The text. */
            text: string;
            /** @description A second text, for tasks on pairs. */
            textPair?: string;
            /** @description Every class that applies; an empty list where none does. */
            labels: string[];
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        StoredRegressionExample: {
            /** @description Made from the input and the answer: the same in every version */
            id: string;
            /**
             * @description The split it is in
             * @enum {string}
             */
            split: "train" | "validation" | "test";
            /** @description The text. */
            text: string;
            /** @description A second text, for tasks on pairs. */
            textPair?: string;
            /** @description The number to predict. */
            value: number;
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        StoredTokenExample: {
            /** @description Made from the input and the answer: the same in every version */
            id: string;
            /**
             * @description The split it is in
             * @enum {string}
             */
            split: "train" | "validation" | "test";
            /** @description The text. */
            text: string;
            /** @description What is marked in the text, without overlaps; an empty list where nothing is. */
            spans: {
                /** @description Where it starts in the text, from 0, in UTF-16 code units as JavaScript and Java count them. */
                start: number;
                /** @description Where it ends: the place after its last code unit. */
                end: number;
                /** @description What the span is. */
                label: string;
            }[];
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        StoredGenerationExample: {
            /** @description Made from the input and the answer: the same in every version */
            id: string;
            /**
             * @description The split it is in
             * @enum {string}
             */
            split: "train" | "validation" | "test";
            /** @description What the model is given. */
            prompt: string;
            /** @description What it is to write after that. */
            completion: string;
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        StoredChatExample: {
            /** @description Made from the input and the answer: the same in every version */
            id: string;
            /**
             * @description The split it is in
             * @enum {string}
             */
            split: "train" | "validation" | "test";
            /** @description The conversation, in order; one of the messages after the first is of the assistant. */
            messages: {
                /**
                 * @description Who speaks; `system` in the first message alone.
                 * @enum {string}
                 */
                role: "system" | "user" | "assistant";
                /** @description What is said. */
                content: string;
            }[];
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        StoredTextExample: {
            /** @description Made from the input and the answer: the same in every version */
            id: string;
            /**
             * @description The split it is in
             * @enum {string}
             */
            split: "train" | "validation" | "test";
            /** @description The text. */
            text: string;
            /** @description Rows of one group never stand on both sides of a split. */
            group?: string;
            /**
             * Format: date-time
             * @description When the text was written, ISO 8601.
             */
            time?: string;
            /** @description Weight of this row in the loss; 1 by default. */
            weight?: number;
            /** @description Anything else worth keeping with the row. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        ModelImport: {
            /** @description Name of the model; several may share one */
            name: string;
            /** @description Where the model comes from */
            source: {
                /**
                 * @description The Hugging Face Hub, or the mirror that HF_ENDPOINT names
                 * @enum {string}
                 */
                type: "huggingface";
                /** @description The repository, `owner/name` */
                repo: string;
                /**
                 * @description Branch, tag, commit, or `refs/pr/N` for what a pull request of the repository proposes
                 * @default main
                 */
                revision?: string;
            } | {
                /**
                 * @description A folder that the service can read
                 * @enum {string}
                 */
                type: "folder";
                /** @description A folder inside TEMPER_IMPORT_DIR: absolute, or relative to it */
                path: string;
            };
        };
        Model: {
            /** @description Id of the model, `mdl_…`, or the name of one that ships, `mini-en` */
            id: string;
            /** @description Its name; several models may share one */
            name: string;
            /**
             * @description `base`: to start from; `fine-tuned`: with a head that answers
             * @enum {string}
             */
            kind: "base" | "fine-tuned";
            /**
             * @description `importing` until its files have been checked; `failed` when they are no good
             * @enum {string}
             */
            status: "importing" | "ready" | "failed";
            /** @description Why its import failed */
            error: {
                /** @description Stable name of the kind of error, for programs */
                code: string;
                /** @description What was expected, what was found, what to do */
                message: string;
            } | null;
            /** @description How far its download from the Hub is; null when nothing is downloaded */
            progress: {
                /** @description Bytes that are here */
                bytes: number;
                /** @description Bytes in all; null while that is not known */
                totalBytes: number | null;
                /** @description Estimated time to the end of the download, in seconds */
                etaSeconds: number | null;
            } | null;
            /** @description `model_type` of its config.json; null while it is imported */
            architecture: string | null;
            /** @description How many numbers its weights hold */
            parameters: number | null;
            /** @description The task its head is for; null without a head */
            task: string | null;
            /** @description Its classes, in the order of the logits */
            labels: string[] | null;
            /** @description Id of the model it was fine-tuned from */
            baseModel: string | null;
            /** @description Id of the job that made it */
            job: string | null;
            /** @description Its own evaluation's metrics, by name */
            metrics: {
                [key: string]: number;
            } | null;
            /** @description How its probabilities are calibrated, and what that gained */
            calibration: components["schemas"]["ModelCalibration"] | null;
            /** @description Its aliases: `name@alias` stands for this model */
            aliases: string[];
            /** @description SHA-256 of its manifest.json, hexadecimal */
            digest: string | null;
            /**
             * Format: date-time
             * @description When it was made, or its import asked for
             */
            createdAt: string;
        };
        ModelCalibration: {
            /**
             * @description The calibration that `after` shows.
             * @enum {string}
             */
            method: "temperature" | "vector" | "platt" | "isotonic" | "none";
            /** @description Its parameters, lists in the order of the labels; of isotonic regression how many points each curve has, which are in calibration.json. */
            parameters: {
                [key: string]: number | number[];
            };
            /** @description Why the method is `none`; null otherwise. */
            reason: string | null;
            /** @description What `auto` chose by; null where the method was named. */
            chosenBy?: {
                /**
                 * @description The method.
                 * @enum {string}
                 */
                method: "none" | "temperature" | "vector" | "platt" | "isotonic";
                /** @description Its negative log-likelihood on folds that it was not fitted on, nats an example. */
                nll: number;
                /** @description How much worse than the best of all that is, nats an example. */
                excess: number;
                /** @description Standard error of that difference, nats an example. */
                error: number;
            }[] | null;
            /** @description The softmax of the logits as they are; null where the model came without its evaluation. */
            before: {
                /** @description Expected calibration error, 15 equal-width bins on the top probability, 0 to 1. */
                ece: number;
                /** @description The same with 15 bins of as many examples each, 0 to 1. */
                eceEqualMass?: number;
                /** @description Maximum calibration error of the equal-width bins, 0 to 1. */
                mce: number;
                /** @description Brier score: 0 to 1 for two classes, 0 to 2 for more. */
                brier: number;
                /** @description Murphy: brier = reliability - resolution + uncertainty + withinBins. */
                brierParts?: {
                    /** @description What probabilities that are not what they say cost; 0 is best. */
                    reliability: number;
                    /** @description What telling examples apart gains. */
                    resolution: number;
                    /** @description What is in the data: the score of knowing the shares of the labels alone. */
                    uncertainty: number;
                    /** @description What the bins leave over. */
                    withinBins: number;
                };
                /** @description Negative log-likelihood, nats an example. */
                nll: number;
            } | null;
            /** @description The probabilities as served; null where the model came without its evaluation. */
            after: {
                /** @description Expected calibration error, 15 equal-width bins on the top probability, 0 to 1. */
                ece: number;
                /** @description The same with 15 bins of as many examples each, 0 to 1. */
                eceEqualMass?: number;
                /** @description Maximum calibration error of the equal-width bins, 0 to 1. */
                mce: number;
                /** @description Brier score: 0 to 1 for two classes, 0 to 2 for more. */
                brier: number;
                /** @description Murphy: brier = reliability - resolution + uncertainty + withinBins. */
                brierParts?: {
                    /** @description What probabilities that are not what they say cost; 0 is best. */
                    reliability: number;
                    /** @description What telling examples apart gains. */
                    resolution: number;
                    /** @description What is in the data: the score of knowing the shares of the labels alone. */
                    uncertainty: number;
                    /** @description What the bins leave over. */
                    withinBins: number;
                };
                /** @description Negative log-likelihood, nats an example. */
                nll: number;
            } | null;
            /** @description How often sets hold the truth; null where no coverage was asked for. */
            sets?: {
                /** @description The share of examples whose set is to hold what is true, 0 to 1. */
                coverage: number;
                /** @description Sets of as many labels as the uncalibrated probabilities need to come to the coverage. */
                before: {
                    /** @description Share of the examples whose set holds what is true, 0 to 1. */
                    covered: number;
                    /** @description Mean number of labels in a set. */
                    meanSize: number;
                    /** @description The same for each size of a set there is, the smallest first. */
                    bySize: {
                        /** @description Labels in the set. */
                        size: number;
                        /** @description Examples with a set of that size. */
                        count: number;
                        /** @description Share of those whose set holds what is true, 0 to 1. */
                        covered: number;
                    }[];
                };
                /** @description The sets as served. */
                after: {
                    /** @description Share of the examples whose set holds what is true, 0 to 1. */
                    covered: number;
                    /** @description Mean number of labels in a set. */
                    meanSize: number;
                    /** @description The same for each size of a set there is, the smallest first. */
                    bySize: {
                        /** @description Labels in the set. */
                        size: number;
                        /** @description Examples with a set of that size. */
                        count: number;
                        /** @description Share of those whose set holds what is true, 0 to 1. */
                        covered: number;
                    }[];
                };
            } | null;
            /**
             * @description `test`: the calibration was fitted on other examples than these; `cross-fitted`: there were none, and each fifth of these was calibrated by a fit on the other four; `train`: the model learned these very examples, so that what is measured on them flatters it and is no evidence.
             * @enum {string|null}
             */
            evidence: "test" | "cross-fitted" | "train" | null;
        };
        ModelPage: {
            /** @description The items of this page, newest first */
            data: components["schemas"]["Model"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        ModelLineage: {
            /** @description The model itself */
            model: {
                /** @description Id of the model */
                id: string;
                /** @description Its name */
                name: string;
                /**
                 * @description `base` or `fine-tuned`
                 * @enum {string}
                 */
                kind: "base" | "fine-tuned";
                /** @description SHA-256 of its manifest.json, hexadecimal; null while it is imported */
                digest: string | null;
            };
            /** @description What it was fine-tuned from, the nearest first */
            ancestors: {
                /** @description Id of the model */
                id: string;
                /** @description Its name */
                name: string;
                /**
                 * @description `base` or `fine-tuned`
                 * @enum {string}
                 */
                kind: "base" | "fine-tuned";
                /** @description SHA-256 of its manifest.json, hexadecimal; null while it is imported */
                digest: string | null;
            }[];
            /** @description What was fine-tuned from it, newest first */
            children: {
                /** @description Id of the model */
                id: string;
                /** @description Its name */
                name: string;
                /**
                 * @description `base` or `fine-tuned`
                 * @enum {string}
                 */
                kind: "base" | "fine-tuned";
                /** @description SHA-256 of its manifest.json, hexadecimal; null while it is imported */
                digest: string | null;
            }[];
            /** @description What it was trained on */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description Its version */
                version: number;
                /** @description Digest of that version */
                digest: string;
            } | null;
            /** @description Id of the job that made it */
            job: string | null;
            /** @description The seed of that job */
            seed: number | null;
            /** @description Where an imported model came from */
            source: string | null;
            /** @description What it was calibrated on, of models that have the weights of the nearest ancestor; null of others */
            calibration: {
                /** @description The split it was calibrated on. */
                dataset: {
                    /** @description Id of the data set. */
                    id: string;
                    /** @description Its version. */
                    version: number;
                    /** @description Digest of that version. */
                    digest: string;
                    /**
                     * @description The split.
                     * @enum {string}
                     */
                    split: "train" | "validation" | "test";
                } | null;
                /** @description The feedback it was calibrated on. */
                feedback: {
                    /** @description Id or name of the deployment. */
                    deployment: string;
                    /** @description Only what is not older, ISO 8601. */
                    since: string | null;
                    /** @description Only what is not newer, ISO 8601. */
                    until: string;
                } | null;
                /** @description Examples there were. */
                rows: number;
            } | null;
            /** @description The version of Temper that wrote it; null while it is imported */
            codeVersion: string | null;
        };
        ModelFileList: {
            /** @description Every file of the model folder */
            data: {
                /** @description Path in the model folder */
                path: string;
                /** @description Bytes */
                size: number;
                /** @description SHA-256 of the content, hexadecimal */
                sha256: string;
            }[];
        };
        EvaluationCreate: {
            /** @description Id of the model, or `name@alias` */
            model: string;
            /** @description The data set to measure on */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description Its version; the latest ready one by default */
                version?: number;
            };
            /**
             * @description The split whose examples are predicted
             * @enum {string}
             */
            split: "train" | "validation" | "test";
            /** @description Also measure the examples of each value of this field, or of each of these: `group`, or `metadata.<column>` */
            sliceBy?: string | string[];
            /**
             * @description Seed of the bootstrap behind the intervals, and of the folds of cross-fitting
             * @default 1
             */
            seed?: number;
        };
        Evaluation: {
            /** @description Id of the evaluation, `evl_…` */
            id: string;
            /**
             * @description How far it is; what it found is null until it has succeeded
             * @enum {string}
             */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description Why it failed */
            error: {
                /** @description Stable name of the kind of error, for programs */
                code: string;
                /** @description What was expected, what was found, what to do */
                message: string;
            } | null;
            /** @description Id of the model */
            model: string;
            /** @description What it was measured on */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description The version that was measured on */
                version: number;
            };
            /**
             * @description The split that was measured on
             * @enum {string}
             */
            split: "train" | "validation" | "test";
            /** @description Metrics of what is served, those that the task has; `loss` is what training minimises. */
            metrics: {
                [key: string]: number;
            } | null;
            /** @description 95 % bootstrap intervals of the metrics, [low, high]. */
            intervals: {
                [key: string]: (number)[];
            } | null;
            /** @description How well each label is found. */
            perClass: {
                [key: string]: {
                    /** @description Share of the examples predicted as this class that are of it, 0 to 1. */
                    precision: number;
                    /** @description Share of the examples of this class that were predicted as it, 0 to 1. */
                    recall: number;
                    /** @description Harmonic mean of precision and recall, 0 to 1. */
                    f1: number;
                    /** @description Examples of this class. */
                    support: number;
                };
            } | null;
            /** @description What was taken for what. */
            confusionMatrix: {
                /** @description The labels, in the order of rows and columns. */
                labels: string[];
                /** @description Examples by true label (rows) and predicted label (columns). */
                counts: number[][];
            } | null;
            /** @description How far the probabilities can be believed, before and after calibration. */
            calibration: {
                /**
                 * @description The calibration that `after` shows.
                 * @enum {string}
                 */
                method: "temperature" | "vector" | "platt" | "isotonic" | "none";
                /** @description Its parameters, lists in the order of the labels; of isotonic regression how many points each curve has, which are in calibration.json. */
                parameters: {
                    [key: string]: number | number[];
                };
                /** @description Why the method is `none`; null otherwise. */
                reason: string | null;
                /** @description What `auto` chose by; null where the method was named. */
                chosenBy?: {
                    /**
                     * @description The method.
                     * @enum {string}
                     */
                    method: "none" | "temperature" | "vector" | "platt" | "isotonic";
                    /** @description Its negative log-likelihood on folds that it was not fitted on, nats an example. */
                    nll: number;
                    /** @description How much worse than the best of all that is, nats an example. */
                    excess: number;
                    /** @description Standard error of that difference, nats an example. */
                    error: number;
                }[] | null;
                /** @description The probabilities of the network as they are. */
                before: {
                    /** @description Expected calibration error, 15 equal-width bins on the top probability, 0 to 1. */
                    ece: number;
                    /** @description The same with 15 bins of as many examples each, 0 to 1. */
                    eceEqualMass?: number;
                    /** @description Maximum calibration error of the equal-width bins, 0 to 1. */
                    mce: number;
                    /** @description Brier score: 0 to 1 for two classes, 0 to 2 for more. */
                    brier: number;
                    /** @description Murphy: brier = reliability - resolution + uncertainty + withinBins. */
                    brierParts?: {
                        /** @description What probabilities that are not what they say cost; 0 is best. */
                        reliability: number;
                        /** @description What telling examples apart gains. */
                        resolution: number;
                        /** @description What is in the data: the score of knowing the shares of the labels alone. */
                        uncertainty: number;
                        /** @description What the bins leave over. */
                        withinBins: number;
                    };
                    /** @description Negative log-likelihood, nats an example. */
                    nll: number;
                    /** @description The equal-width bins, from the lowest top probability to the highest. */
                    bins: {
                        /** @description Examples whose top probability falls into the bin. */
                        count: number;
                        /** @description Mean top probability of those examples, 0 to 1; null if there are none. */
                        confidence: number | null;
                        /** @description Share of those examples that are right, 0 to 1; null if there are none. */
                        accuracy: number | null;
                    }[];
                };
                /** @description The probabilities as served. */
                after: {
                    /** @description Expected calibration error, 15 equal-width bins on the top probability, 0 to 1. */
                    ece: number;
                    /** @description The same with 15 bins of as many examples each, 0 to 1. */
                    eceEqualMass?: number;
                    /** @description Maximum calibration error of the equal-width bins, 0 to 1. */
                    mce: number;
                    /** @description Brier score: 0 to 1 for two classes, 0 to 2 for more. */
                    brier: number;
                    /** @description Murphy: brier = reliability - resolution + uncertainty + withinBins. */
                    brierParts?: {
                        /** @description What probabilities that are not what they say cost; 0 is best. */
                        reliability: number;
                        /** @description What telling examples apart gains. */
                        resolution: number;
                        /** @description What is in the data: the score of knowing the shares of the labels alone. */
                        uncertainty: number;
                        /** @description What the bins leave over. */
                        withinBins: number;
                    };
                    /** @description Negative log-likelihood, nats an example. */
                    nll: number;
                    /** @description The equal-width bins, from the lowest top probability to the highest. */
                    bins: {
                        /** @description Examples whose top probability falls into the bin. */
                        count: number;
                        /** @description Mean top probability of those examples, 0 to 1; null if there are none. */
                        confidence: number | null;
                        /** @description Share of those examples that are right, 0 to 1; null if there are none. */
                        accuracy: number | null;
                    }[];
                };
                /** @description How often sets hold the truth; null where no coverage was asked for. */
                sets?: {
                    /** @description The share of examples whose set is to hold what is true, 0 to 1. */
                    coverage: number;
                    /** @description Sets of as many labels as the uncalibrated probabilities need to come to the coverage. */
                    before: {
                        /** @description Share of the examples whose set holds what is true, 0 to 1. */
                        covered: number;
                        /** @description Mean number of labels in a set. */
                        meanSize: number;
                        /** @description The same for each size of a set there is, the smallest first. */
                        bySize: {
                            /** @description Labels in the set. */
                            size: number;
                            /** @description Examples with a set of that size. */
                            count: number;
                            /** @description Share of those whose set holds what is true, 0 to 1. */
                            covered: number;
                        }[];
                    };
                    /** @description The sets as served. */
                    after: {
                        /** @description Share of the examples whose set holds what is true, 0 to 1. */
                        covered: number;
                        /** @description Mean number of labels in a set. */
                        meanSize: number;
                        /** @description The same for each size of a set there is, the smallest first. */
                        bySize: {
                            /** @description Labels in the set. */
                            size: number;
                            /** @description Examples with a set of that size. */
                            count: number;
                            /** @description Share of those whose set holds what is true, 0 to 1. */
                            covered: number;
                        }[];
                    };
                } | null;
                /**
                 * @description `test`: the calibration was fitted on other examples than these; `cross-fitted`: there were none, and each fifth of these was calibrated by a fit on the other four; `train`: the model learned these very examples, so that what is measured on them flatters it and is no evidence.
                 * @enum {string}
                 */
                evidence: "test" | "cross-fitted" | "train";
            } | null;
            /** @description How often intervals hold the true value, of regression; null where no coverage was asked for */
            predictionIntervals: {
                /** @description The share of examples whose interval is to hold the true value, 0 to 1. */
                coverage: number;
                /** @description The share whose interval does, 0 to 1. */
                covered: number;
                /** @description Mean width of the intervals; null where one has no end. */
                meanWidth: number | null;
                /**
                 * @description `test`: the calibration was fitted on other examples than these; `cross-fitted`: there were none, and each fifth of these was calibrated by a fit on the other four; `train`: the model learned these very examples, so that what is measured on them flatters it and is no evidence.
                 * @enum {string}
                 */
                evidence: "test" | "cross-fitted" | "train";
            } | null;
            /** @description Metrics of each kind of example, a report for each field of `sliceBy`; null where there was none. */
            slices: {
                /** @description The field whose values make the slices */
                by: string;
                /** @description The metric by which slices are held against the rest */
                metric: string;
                /** @description The values, those with most examples first */
                values: {
                    /** @description The value; null: examples without the field */
                    value: string | null;
                    /** @description Examples with it */
                    examples: number;
                    /** @description Metrics of those examples, as served */
                    metrics: {
                        [key: string]: number;
                    };
                    /** @description 95 % bootstrap intervals of them; null of fewer than 20 examples */
                    intervals: {
                        [key: string]: (number)[];
                    } | null;
                    /** @description How often a random choice of as many examples is no better than these; null where not tested */
                    pValue: number | null;
                    /** @description The same by Holm's correction for all slices that were tested; null where not tested */
                    adjustedPValue: number | null;
                    /** @description Whether it is worse than the whole by more than chance, at 5 %; null where not tested */
                    worse: boolean | null;
                }[];
                /** @description How many rarer values are left out */
                omitted: number;
            }[] | null;
            /** @description What was taken for what most often, of tasks with labels; null for others. */
            confusions: {
                /** @description What it is; null where nothing is: a label or span that was made up */
                label: string | null;
                /** @description What it was taken for; null where it was missed. The same as `label`: a span with other ends */
                predicted: string | null;
                /** @description How often; of multi-label examples each missed with each made-up label */
                count: number;
                /** @description The same as a share of all confusions, 0 to 1 */
                share: number;
            }[] | null;
            /** @description A linear model of the words, trained and judged on the same splits: what a job that made a model compares it with; null for tasks without one, and for evaluations that are no part of such a job. */
            baseline: {
                /**
                 * @description What it is: TF-IDF of words and word pairs, and a linear model for the task
                 * @enum {string}
                 */
                method: "tfidf-logistic-regression" | "tfidf-one-vs-rest" | "tfidf-ridge";
                /** @description Its metrics, on the very examples of this evaluation */
                metrics: {
                    [key: string]: number;
                };
                /** @description 95 % bootstrap intervals of them, [low, high] */
                intervals: {
                    [key: string]: (number)[];
                };
                /** @description How the model differs from it */
                differences: {
                    [key: string]: {
                        /** @description The model's metric minus the baseline's */
                        difference: number;
                        /** @description 95 % interval of the difference, of a bootstrap that draws examples once for both */
                        interval: (number)[];
                        /** @description Two-sided p-value of that bootstrap, 0 to 1 */
                        pValue: number;
                        /**
                         * @description Which is better at 5 %; null: the data do not tell
                         * @enum {string|null}
                         */
                        better: "model" | "baseline" | null;
                    };
                };
                /** @description Whether the model beats it */
                verdict: {
                    /**
                     * @description The metric it is about
                     * @enum {string}
                     */
                    metric: "loss" | "accuracy" | "macroPrecision" | "macroRecall" | "macroF1" | "microF1" | "ece" | "mce" | "brier" | "nll" | "mse" | "mae" | "r2" | "pearson" | "spearman" | "entityF1" | "bleu" | "chrf" | "rougeL" | "exactMatch" | "perplexity";
                    /**
                     * @description Which is better; null: the data do not tell them apart
                     * @enum {string|null}
                     */
                    better: "model" | "baseline" | null;
                    /** @description The largest p-value of the tests that it rests on */
                    pValue: number;
                    /** @description The same as a sentence */
                    statement: string;
                };
                /** @description What it rests on */
                training: {
                    /** @description Training examples that it was trained on */
                    examples: number;
                    /** @description Training examples there are; of very many a random part is enough */
                    of: number;
                    /** @description Words and word pairs that it weighs; 0: none occurs twice, and it only knows how frequent labels are */
                    features: number;
                    /** @description Whether its training came to an end before the limit of its steps */
                    converged: boolean;
                };
            } | null;
            /** @description How many groups of examples the bootstrap drew from, as wholes; null where it drew examples. */
            groups: number | null;
            /** @description What the numbers rest on. */
            counts: {
                /** @description Examples evaluated. */
                examples: number;
                /** @description Examples that are right as a whole; null where there is no such thing. */
                correct: number | null;
                /** @description True entities, of token classification. */
                entities?: number;
                /** @description Tokens that were predicted, of language models. */
                tokens?: number;
                /** @description Examples for which a text was written and compared. */
                generated?: number;
                /** @description Bootstrap replicates behind the intervals. */
                resamples: number;
            } | null;
            /** @description Seed of the bootstrap, and of the folds of cross-fitting. */
            seed: number;
            /**
             * Format: date-time
             * @description When it was asked for
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When work on it began
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @description When it ended
             */
            finishedAt: string | null;
        };
        EvaluationPage: {
            /** @description The items of this page, newest first */
            data: components["schemas"]["Evaluation"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        EvaluatedPredictionPage: {
            /** @description The predictions of this page, the worst first */
            data: components["schemas"]["EvaluatedPrediction"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        EvaluatedPrediction: {
            /** @description Id of the example in its data set */
            example: string;
            /** @description The beginning of its text, at most 500 characters */
            text: string;
            /** @description Its group, if it has one */
            group?: string;
            /** @description Its values of the fields that the evaluation was sliced by */
            slices?: {
                [key: string]: string | null;
            };
            /** @description Whether the answer is right as a whole, of tasks and examples where there is such a thing */
            correct?: boolean;
            /** @description The true label */
            label?: string;
            /** @description The most probable label */
            predicted?: string;
            /** @description The true labels, of multi-label classification */
            labels?: string[];
            /** @description The labels that are more probable than not */
            predictedLabels?: string[];
            /** @description Probability of each label before calibration */
            before?: {
                [key: string]: number;
            };
            /** @description Probability of each label as served */
            after?: {
                [key: string]: number;
            };
            /** @description The labels of its prediction set, the most probable first */
            set?: string[];
            /** @description The true value, of regression */
            value?: number;
            /** @description The value that was predicted */
            predictedValue?: number;
            /** @description The interval around it, [low, high] */
            interval?: (number)[];
            /** @description The true spans, of token classification */
            spans?: {
                /** @description Where it starts in the text, UTF-16 code units */
                start: number;
                /** @description Where it ends, exclusive */
                end: number;
                /** @description What it is */
                label: string;
            }[];
            /** @description The spans that were found */
            predictedSpans?: {
                /** @description Where it starts in the text, UTF-16 code units */
                start: number;
                /** @description Where it ends, exclusive */
                end: number;
                /** @description What it is */
                label: string;
                /** @description Mean probability of its tokens' tags, 0 to 1 */
                probability: number;
            }[];
            /** @description What was to be written, of generation */
            completion?: string;
            /** @description What the model wrote, where it was asked to */
            generated?: string;
            /** @description How many tokens were predicted, of language models */
            tokens?: number;
            /** @description Loss of a predicted token, of language models, nats */
            loss?: number;
        };
        ComparisonCreate: {
            /** @description Id of an evaluation, `evl_…`: that of the model in use, say */
            a: string;
            /** @description Id of another on the same version and split: that of the one that may replace it */
            b: string;
            /**
             * @description What the verdict is about; by default `accuracy`, `microF1` of multi-label, `mse` of regression, `entityF1` of token classification, `loss` of language models
             * @enum {string}
             */
            metric?: "loss" | "accuracy" | "macroPrecision" | "macroRecall" | "macroF1" | "microF1" | "ece" | "mce" | "brier" | "nll" | "mse" | "mae" | "r2" | "pearson" | "spearman" | "entityF1" | "bleu" | "chrf" | "rougeL" | "exactMatch" | "perplexity";
            /**
             * @description Seed of the tests
             * @default 1
             */
            seed?: number;
        };
        Comparison: {
            /** @description Id of the comparison, `cmp_…` */
            id: string;
            /**
             * @description How far it is; what it found is null until it has succeeded
             * @enum {string}
             */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description Why it failed */
            error: {
                /** @description Stable name of the kind of error, for programs */
                code: string;
                /** @description What was expected, what was found, what to do */
                message: string;
            } | null;
            /** @description The one */
            a: {
                /** @description Id of the evaluation */
                evaluation: string;
                /** @description Id of its model */
                model: string;
            };
            /** @description The other */
            b: {
                /** @description Id of the evaluation */
                evaluation: string;
                /** @description Id of its model */
                model: string;
            };
            /** @description What both were measured on */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description The version that was measured on */
                version: number;
            };
            /**
             * @description The split that both were measured on
             * @enum {string}
             */
            split: "train" | "validation" | "test";
            /**
             * @description What the verdict is about
             * @enum {string}
             */
            metric: "loss" | "accuracy" | "macroPrecision" | "macroRecall" | "macroF1" | "microF1" | "ece" | "mce" | "brier" | "nll" | "mse" | "mae" | "r2" | "pearson" | "spearman" | "entityF1" | "bleu" | "chrf" | "rougeL" | "exactMatch" | "perplexity";
            /** @description Which of the two is better */
            verdict: {
                /**
                 * @description The metric that it is about
                 * @enum {string}
                 */
                metric: "loss" | "accuracy" | "macroPrecision" | "macroRecall" | "macroF1" | "microF1" | "ece" | "mce" | "brier" | "nll" | "mse" | "mae" | "r2" | "pearson" | "spearman" | "entityF1" | "bleu" | "chrf" | "rougeL" | "exactMatch" | "perplexity";
                /**
                 * @description Which is better; null: the data do not tell them apart
                 * @enum {string|null}
                 */
                better: "a" | "b" | null;
                /** @description The largest p-value of the tests that it rests on */
                pValue: number;
                /** @description The same as a sentence */
                statement: string;
            } | null;
            /** @description Every metric that both have */
            metrics: {
                [key: string]: {
                    /** @description Its value of `a` */
                    a: number;
                    /** @description Its value of `b`, on the same examples */
                    b: number;
                    /** @description `b` minus `a` */
                    difference: number;
                    /** @description 95 % interval of the difference, of a bootstrap that draws examples once for both */
                    interval: (number)[];
                    /** @description Two-sided p-value of that bootstrap, 0 to 1 */
                    pValue: number;
                    /** @description Two-sided p-value of approximate randomisation, which checks it; null where that was not made */
                    randomisation: number | null;
                    /**
                     * @description Which of them is better at 5 % by every test that was made; null: the data do not tell
                     * @enum {string|null}
                     */
                    better: "a" | "b" | null;
                };
            } | null;
            /** @description Where they are right; null where answers are not right or wrong as a whole */
            agreement: {
                /** @description Examples that both get right */
                bothRight: number;
                /** @description Examples that only `a` gets right */
                onlyA: number;
                /** @description Examples that only `b` gets right */
                onlyB: number;
                /** @description Examples that neither gets right */
                bothWrong: number;
                /** @description Two-sided p-value of McNemar's exact test that both are as often right; null where rows come in groups */
                pValue: number | null;
            } | null;
            /** @description What was left out, and why */
            notes: string[] | null;
            /** @description What the numbers rest on */
            counts: {
                /** @description Examples that both were measured on */
                examples: number;
                /** @description Groups that were drawn as wholes; null where examples were */
                groups: number | null;
                /** @description Replicates of each test */
                resamples: number;
            } | null;
            /** @description Seed of the tests */
            seed: number;
            /**
             * Format: date-time
             * @description When it was asked for
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When work on it began
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @description When it ended
             */
            finishedAt: string | null;
        };
        ComparisonPage: {
            /** @description The items of this page, newest first */
            data: components["schemas"]["Comparison"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        DisagreementPage: {
            /** @description The disagreements of this page, the widest first */
            data: components["schemas"]["Disagreement"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        Disagreement: {
            /** @description Id of the example in its data set */
            example: string;
            /** @description The beginning of its text, at most 500 characters */
            text: string;
            /** @description Its group, if it has one */
            group?: string;
            /** @description Its values of the fields that the evaluation was sliced by */
            slices?: {
                [key: string]: string | null;
            };
            /** @description The true label */
            label?: string;
            /** @description The true labels, of multi-label classification */
            labels?: string[];
            /** @description The true value, of regression */
            value?: number;
            /** @description The true spans, of token classification */
            spans?: {
                /** @description Where it starts in the text, UTF-16 code units */
                start: number;
                /** @description Where it ends, exclusive */
                end: number;
                /** @description What it is */
                label: string;
            }[];
            /** @description What was to be written, of generation */
            completion?: string;
            /**
             * @description Which answers it better
             * @enum {string}
             */
            better: "a" | "b";
            /** @description By how much: nats of the true labels, or of a token; of values the distance; of spans how many are wrong */
            gap: number;
            /** @description What `a` says of it */
            a: {
                /** @description Whether the answer is right as a whole, of tasks and examples where there is such a thing */
                correct?: boolean;
                /** @description The most probable label */
                predicted?: string;
                /** @description The labels that are more probable than not */
                predictedLabels?: string[];
                /** @description The value that was predicted */
                predictedValue?: number;
                /** @description The spans that were found */
                predictedSpans?: {
                    /** @description Where it starts in the text, UTF-16 code units */
                    start: number;
                    /** @description Where it ends, exclusive */
                    end: number;
                    /** @description What it is */
                    label: string;
                    /** @description Mean probability of its tokens' tags, 0 to 1 */
                    probability: number;
                }[];
                /** @description What the model wrote, where it was asked to */
                generated?: string;
                /** @description Probability of each label as served */
                after?: {
                    [key: string]: number;
                };
                /** @description Loss of a predicted token, of language models, nats */
                loss?: number;
            };
            /** @description What `b` says of it */
            b: {
                /** @description Whether the answer is right as a whole, of tasks and examples where there is such a thing */
                correct?: boolean;
                /** @description The most probable label */
                predicted?: string;
                /** @description The labels that are more probable than not */
                predictedLabels?: string[];
                /** @description The value that was predicted */
                predictedValue?: number;
                /** @description The spans that were found */
                predictedSpans?: {
                    /** @description Where it starts in the text, UTF-16 code units */
                    start: number;
                    /** @description Where it ends, exclusive */
                    end: number;
                    /** @description What it is */
                    label: string;
                    /** @description Mean probability of its tokens' tags, 0 to 1 */
                    probability: number;
                }[];
                /** @description What the model wrote, where it was asked to */
                generated?: string;
                /** @description Probability of each label as served */
                after?: {
                    [key: string]: number;
                };
                /** @description Loss of a predicted token, of language models, nats */
                loss?: number;
            };
        };
        CalibrationCreate: {
            /** @description Labelled examples to calibrate on */
            dataset?: {
                /** @description Id of the data set */
                id: string;
                /** @description Its version; the latest ready one by default */
                version?: number;
            };
            /**
             * @description Of the data set: the split to calibrate on; `validation` by default
             * @enum {string}
             */
            split?: "train" | "validation" | "test";
            /** @description Feedback to calibrate on, instead of a data set */
            source?: {
                /**
                 * @description What was said of the predictions of a deployment
                 * @enum {string}
                 */
                type: "feedback";
                /** @description The deployment: name or id (`dep_…`) */
                deployment: string;
                /**
                 * Format: date-time
                 * @description Only what was given at this time or later, ISO 8601
                 */
                since?: string;
            };
            /**
             * @description How probabilities are calibrated; `auto` takes the method with the best cross-validated likelihood on the validation split, the simpler one where the difference is noise, and none where there is too little to fit on.
             * @default auto
             * @enum {string}
             */
            method?: "auto" | "temperature" | "vector" | "platt" | "isotonic" | "none";
            /** @description The share of texts, above 0 and below 1, for which the set or the interval is to hold the truth */
            coverage?: number;
            /**
             * @description How sets of single labels are scored: `aps`, the default, or `raps`, which keeps them small where labels are many
             * @enum {string}
             */
            sets?: "aps" | "raps";
            /** @description Name of the model that comes out; this one's by default */
            name?: string;
            /**
             * @description Seed of folds and halves; the same gives the same calibration
             * @default 1
             */
            seed?: number;
        };
        JobCreate: components["schemas"]["FineTuneJobCreate"] | components["schemas"]["QuantizeJobCreate"] | components["schemas"]["DistillJobCreate"] | components["schemas"]["PruneJobCreate"] | components["schemas"]["SweepJobCreate"];
        FineTuneJobCreate: {
            /**
             * @description Trains a model on a data set
             * @enum {string}
             */
            type: "fine-tune";
            /** @description What to call the job */
            name?: string;
            /**
             * @description How the probabilities of the result are made honest
             * @default {}
             */
            calibration?: {
                /**
                 * @description How probabilities are calibrated; `auto` takes the method with the best cross-validated likelihood on the validation split, the simpler one where the difference is noise, and none where there is too little to fit on.
                 * @default auto
                 * @enum {string}
                 */
                method?: "auto" | "temperature" | "vector" | "platt" | "isotonic" | "none";
                /** @description The share of texts, above 0 and below 1, for which the set or the interval is to hold the truth */
                coverage?: number;
                /**
                 * @description How sets of single labels are scored: `aps`, the default, or `raps`, which keeps them small where labels are many
                 * @enum {string}
                 */
                sets?: "aps" | "raps";
            };
            /** @description Name of the model that comes out; the job's name by default, or else the data set's */
            outputName?: string;
            /**
             * @description Seed of all that is random; the same gives the same model
             * @default 1
             */
            seed?: number;
            /** @description The model to start from: its id, or `name@alias` */
            model: string;
            /** @description What to train on */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description Its version; the latest ready one by default */
                version?: number;
            };
            /**
             * @description Which weights are trained
             * @default {
             *       "type": "full"
             *     }
             */
            method?: {
                /**
                 * @description Every weight is trained.
                 * @enum {string}
                 */
                type: "full";
            } | {
                /**
                 * @description Every weight is trained, the head from the beginning and the layers below it one after the other.
                 * @enum {string}
                 */
                type: "gradual";
                /**
                 * @description Share of the steps after which all layers take part.
                 * @default 0.5
                 */
                over?: number;
            } | {
                /**
                 * @description The head alone is trained, on what the network gives for each text, which is computed once.
                 * @enum {string}
                 */
                type: "head";
            } | {
                /**
                 * @description The head and low-rank adapters are trained; the result is served with the adapters merged.
                 * @enum {string}
                 */
                type: "lora";
                /** @description Rank of each adapter. */
                rank: number;
                /** @description What an adapter gives is multiplied by `alpha / rank`. */
                alpha: number;
                /**
                 * @description Share of an adapter's input that is dropped in training.
                 * @default 0
                 */
                dropout?: number;
                /** @description Layers that get an adapter: ends of their names, such as `query`. By default those that are usual for the architecture. */
                targets?: string[];
            };
            /**
             * @description The split that the result is measured on. `test` falls back to validation where there is no test split. `validation` leaves the test split unread, for choosing between models; its evidence is cross-fitted
             * @default test
             * @enum {string}
             */
            evaluateOn?: "test" | "validation";
            /**
             * @description Each is `auto` by default
             * @default {}
             */
            hyperparameters?: {
                /**
                 * @description Passes over the training split. `auto` chooses.
                 * @default auto
                 */
                epochs?: number | "auto";
                /**
                 * @description Optimizer steps at most, whatever `epochs` says; null for no limit. `auto` chooses.
                 * @default auto
                 */
                maxSteps?: (number | null) | "auto";
                /**
                 * @description Examples an optimizer step learns from. `auto` chooses.
                 * @default auto
                 */
                batchSize?: number | "auto";
                /**
                 * @description Parts a batch is computed in, one after the other: the same result in less memory. `auto` chooses.
                 * @default auto
                 */
                gradientAccumulation?: number | "auto";
                /**
                 * @description The highest learning rate. `auto` chooses.
                 * @default auto
                 */
                learningRate?: number | "auto";
                /**
                 * @description The learning rate is multiplied by this for each layer further from the head; 1 treats all alike. `auto` chooses.
                 * @default auto
                 */
                layerwiseDecay?: number | "auto";
                /**
                 * @description The learning rate of the embeddings is multiplied by this: a rare word is in few batches, and what it says of a label is learned only there. `auto` chooses.
                 * @default auto
                 */
                embeddingRate?: number | "auto";
                /**
                 * @description How the learning rate goes on after the warm-up. `auto` chooses.
                 * @default auto
                 */
                schedule?: ("constant" | "linear" | "cosine") | "auto";
                /**
                 * @description Share of the steps over which the learning rate rises from 0. `auto` chooses.
                 * @default auto
                 */
                warmupRatio?: number | "auto";
                /**
                 * @description Decoupled weight decay; biases and norms are spared. `auto` chooses.
                 * @default auto
                 */
                weightDecay?: number | "auto";
                /**
                 * @description Share of activations that are dropped in training, wherever the model's config has dropout. `auto` chooses.
                 * @default auto
                 */
                dropout?: number | "auto";
                /**
                 * @description Share of the target that is spread over all labels. `auto` chooses.
                 * @default auto
                 */
                labelSmoothing?: number | "auto";
                /**
                 * @description What examples of each label count for in the loss of text-classification: `balanced` makes all labels count the same, however many examples they have; an object names a weight for each. `auto` chooses.
                 * @default auto
                 */
                classWeights?: (("none" | "balanced") | {
                    [key: string]: number;
                }) | "auto";
                /**
                 * @description Gradients are scaled down to this global norm. `auto` chooses.
                 * @default auto
                 */
                maxGradNorm?: number | "auto";
                /**
                 * @description Tokens of a text that are used, special ones included; the rest is cut. `auto` chooses.
                 * @default auto
                 */
                maxLength?: number | "auto";
                /**
                 * @description Optimizer steps between evaluations on the validation split. `auto` chooses.
                 * @default auto
                 */
                evalSteps?: number | "auto";
                /**
                 * @description When to stop before the end, with the best weights restored; `false` trains to the end and keeps the last. `auto` chooses.
                 * @default auto
                 */
                earlyStopping?: ({
                    /**
                     * @description The validation metric that is watched, one that the task has; the loss is what training minimises.
                     * @default loss
                     * @enum {string}
                     */
                    metric?: "loss" | "accuracy" | "macroF1" | "microF1" | "entityF1" | "mse" | "spearman" | "perplexity";
                    /**
                     * @description Evaluations without improvement after which training ends.
                     * @default 3
                     */
                    patience?: number;
                    /**
                     * @description The smallest change of the metric that counts.
                     * @default 0
                     */
                    minDelta?: number;
                } | false) | "auto";
            };
        };
        QuantizeJobCreate: {
            /**
             * @description Rounds the weights of a model, so that it is smaller and answers faster on a CPU
             * @enum {string}
             */
            type: "quantize";
            /** @description What to call the job */
            name?: string;
            /**
             * @description How the probabilities of the result are made honest
             * @default {}
             */
            calibration?: {
                /**
                 * @description How probabilities are calibrated; `auto` takes the method with the best cross-validated likelihood on the validation split, the simpler one where the difference is noise, and none where there is too little to fit on.
                 * @default auto
                 * @enum {string}
                 */
                method?: "auto" | "temperature" | "vector" | "platt" | "isotonic" | "none";
                /** @description The share of texts, above 0 and below 1, for which the set or the interval is to hold the truth */
                coverage?: number;
                /**
                 * @description How sets of single labels are scored: `aps`, the default, or `raps`, which keeps them small where labels are many
                 * @enum {string}
                 */
                sets?: "aps" | "raps";
            };
            /** @description Name of the model that comes out; the job's name by default, or else the data set's */
            outputName?: string;
            /**
             * @description Seed of all that is random; the same gives the same model
             * @default 1
             */
            seed?: number;
            /** @description The fine-tuned model to round: its id, or `name@alias` */
            model: string;
            /**
             * @description In what the weights are kept and the products computed: `int8` keeps a scale for each output and rounds what is multiplied when it comes
             * @enum {string}
             */
            precision: "int8";
            /** @description What it is calibrated and measured on; by default the version that the model was trained on */
            dataset?: {
                /** @description Id of the data set */
                id: string;
                /** @description Its version; the latest ready one by default */
                version?: number;
            };
        };
        DistillJobCreate: {
            /**
             * @description Trains a small model, the student, on what a large one, the teacher, answers
             * @enum {string}
             */
            type: "distill";
            /** @description What to call the job */
            name?: string;
            /**
             * @description How the probabilities of the result are made honest
             * @default {}
             */
            calibration?: {
                /**
                 * @description How probabilities are calibrated; `auto` takes the method with the best cross-validated likelihood on the validation split, the simpler one where the difference is noise, and none where there is too little to fit on.
                 * @default auto
                 * @enum {string}
                 */
                method?: "auto" | "temperature" | "vector" | "platt" | "isotonic" | "none";
                /** @description The share of texts, above 0 and below 1, for which the set or the interval is to hold the truth */
                coverage?: number;
                /**
                 * @description How sets of single labels are scored: `aps`, the default, or `raps`, which keeps them small where labels are many
                 * @enum {string}
                 */
                sets?: "aps" | "raps";
            };
            /** @description Name of the model that comes out; the job's name by default, or else the data set's */
            outputName?: string;
            /**
             * @description Seed of all that is random; the same gives the same model
             * @default 1
             */
            seed?: number;
            /** @description The fine-tuned model to learn from: its id, or `name@alias` */
            teacher: string;
            /** @description The model that learns: the id of another one, or some layers of the teacher */
            student: string | {
                /** @description How many of the teacher's layers the student begins with, at even distances */
                layers: number;
            };
            /** @description What to train on */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description Its version; the latest ready one by default */
                version?: number;
            };
            /**
             * @description Each is `auto` by default
             * @default {}
             */
            hyperparameters?: {
                /**
                 * @description Passes over the training split. `auto` chooses.
                 * @default auto
                 */
                epochs?: number | "auto";
                /**
                 * @description Optimizer steps at most, whatever `epochs` says; null for no limit. `auto` chooses.
                 * @default auto
                 */
                maxSteps?: (number | null) | "auto";
                /**
                 * @description Examples an optimizer step learns from. `auto` chooses.
                 * @default auto
                 */
                batchSize?: number | "auto";
                /**
                 * @description Parts a batch is computed in, one after the other: the same result in less memory. `auto` chooses.
                 * @default auto
                 */
                gradientAccumulation?: number | "auto";
                /**
                 * @description The highest learning rate. `auto` chooses.
                 * @default auto
                 */
                learningRate?: number | "auto";
                /**
                 * @description The learning rate is multiplied by this for each layer further from the head; 1 treats all alike. `auto` chooses.
                 * @default auto
                 */
                layerwiseDecay?: number | "auto";
                /**
                 * @description The learning rate of the embeddings is multiplied by this: a rare word is in few batches, and what it says of a label is learned only there. `auto` chooses.
                 * @default auto
                 */
                embeddingRate?: number | "auto";
                /**
                 * @description How the learning rate goes on after the warm-up. `auto` chooses.
                 * @default auto
                 */
                schedule?: ("constant" | "linear" | "cosine") | "auto";
                /**
                 * @description Share of the steps over which the learning rate rises from 0. `auto` chooses.
                 * @default auto
                 */
                warmupRatio?: number | "auto";
                /**
                 * @description Decoupled weight decay; biases and norms are spared. `auto` chooses.
                 * @default auto
                 */
                weightDecay?: number | "auto";
                /**
                 * @description Share of activations that are dropped in training, wherever the model's config has dropout. `auto` chooses.
                 * @default auto
                 */
                dropout?: number | "auto";
                /**
                 * @description Share of the target that is spread over all labels. `auto` chooses.
                 * @default auto
                 */
                labelSmoothing?: number | "auto";
                /**
                 * @description What examples of each label count for in the loss of text-classification: `balanced` makes all labels count the same, however many examples they have; an object names a weight for each. `auto` chooses.
                 * @default auto
                 */
                classWeights?: (("none" | "balanced") | {
                    [key: string]: number;
                }) | "auto";
                /**
                 * @description Gradients are scaled down to this global norm. `auto` chooses.
                 * @default auto
                 */
                maxGradNorm?: number | "auto";
                /**
                 * @description Tokens of a text that are used, special ones included; the rest is cut. `auto` chooses.
                 * @default auto
                 */
                maxLength?: number | "auto";
                /**
                 * @description Optimizer steps between evaluations on the validation split. `auto` chooses.
                 * @default auto
                 */
                evalSteps?: number | "auto";
                /**
                 * @description When to stop before the end, with the best weights restored; `false` trains to the end and keeps the last. `auto` chooses.
                 * @default auto
                 */
                earlyStopping?: ({
                    /**
                     * @description The validation metric that is watched, one that the task has; the loss is what training minimises.
                     * @default loss
                     * @enum {string}
                     */
                    metric?: "loss" | "accuracy" | "macroF1" | "microF1" | "entityF1" | "mse" | "spearman" | "perplexity";
                    /**
                     * @description Evaluations without improvement after which training ends.
                     * @default 3
                     */
                    patience?: number;
                    /**
                     * @description The smallest change of the metric that counts.
                     * @default 0
                     */
                    minDelta?: number;
                } | false) | "auto";
            };
            /**
             * @description Logits are divided by it before the student's answers are compared with the teacher's: more makes them softer
             * @default 2
             */
            temperature?: number;
            /**
             * @description Share of the teacher's answers in the loss; the labels have the rest
             * @default 0.5
             */
            alpha?: number;
            /** @description Whether the student's layers also learn to give states like those of the teacher's layers; by default where the student is some layers of the teacher. Both need the same tokenizer */
            hiddenStates?: boolean;
        };
        PruneJobCreate: {
            /**
             * @description Takes the least important attention heads and feed-forward units out of a model
             * @enum {string}
             */
            type: "prune";
            /** @description What to call the job */
            name?: string;
            /**
             * @description How the probabilities of the result are made honest
             * @default {}
             */
            calibration?: {
                /**
                 * @description How probabilities are calibrated; `auto` takes the method with the best cross-validated likelihood on the validation split, the simpler one where the difference is noise, and none where there is too little to fit on.
                 * @default auto
                 * @enum {string}
                 */
                method?: "auto" | "temperature" | "vector" | "platt" | "isotonic" | "none";
                /** @description The share of texts, above 0 and below 1, for which the set or the interval is to hold the truth */
                coverage?: number;
                /**
                 * @description How sets of single labels are scored: `aps`, the default, or `raps`, which keeps them small where labels are many
                 * @enum {string}
                 */
                sets?: "aps" | "raps";
            };
            /** @description Name of the model that comes out; the job's name by default, or else the data set's */
            outputName?: string;
            /**
             * @description Seed of all that is random; the same gives the same model
             * @default 1
             */
            seed?: number;
            /** @description The fine-tuned model to prune: its id, or `name@alias` */
            model: string;
            /** @description What importance is measured on, and what is left is trained on */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description Its version; the latest ready one by default */
                version?: number;
            };
            /** @description Share of each layer that goes: one for both, or one for heads and one for units */
            sparsity: number | {
                /** @description Share of the attention heads of each layer that go */
                heads: number;
                /** @description Share of the feed-forward units of each layer that go */
                feedForward: number;
            };
            /**
             * @description Each is `auto` by default
             * @default {}
             */
            hyperparameters?: {
                /**
                 * @description Passes over the training split. `auto` chooses.
                 * @default auto
                 */
                epochs?: number | "auto";
                /**
                 * @description Optimizer steps at most, whatever `epochs` says; null for no limit. `auto` chooses.
                 * @default auto
                 */
                maxSteps?: (number | null) | "auto";
                /**
                 * @description Examples an optimizer step learns from. `auto` chooses.
                 * @default auto
                 */
                batchSize?: number | "auto";
                /**
                 * @description Parts a batch is computed in, one after the other: the same result in less memory. `auto` chooses.
                 * @default auto
                 */
                gradientAccumulation?: number | "auto";
                /**
                 * @description The highest learning rate. `auto` chooses.
                 * @default auto
                 */
                learningRate?: number | "auto";
                /**
                 * @description The learning rate is multiplied by this for each layer further from the head; 1 treats all alike. `auto` chooses.
                 * @default auto
                 */
                layerwiseDecay?: number | "auto";
                /**
                 * @description The learning rate of the embeddings is multiplied by this: a rare word is in few batches, and what it says of a label is learned only there. `auto` chooses.
                 * @default auto
                 */
                embeddingRate?: number | "auto";
                /**
                 * @description How the learning rate goes on after the warm-up. `auto` chooses.
                 * @default auto
                 */
                schedule?: ("constant" | "linear" | "cosine") | "auto";
                /**
                 * @description Share of the steps over which the learning rate rises from 0. `auto` chooses.
                 * @default auto
                 */
                warmupRatio?: number | "auto";
                /**
                 * @description Decoupled weight decay; biases and norms are spared. `auto` chooses.
                 * @default auto
                 */
                weightDecay?: number | "auto";
                /**
                 * @description Share of activations that are dropped in training, wherever the model's config has dropout. `auto` chooses.
                 * @default auto
                 */
                dropout?: number | "auto";
                /**
                 * @description Share of the target that is spread over all labels. `auto` chooses.
                 * @default auto
                 */
                labelSmoothing?: number | "auto";
                /**
                 * @description What examples of each label count for in the loss of text-classification: `balanced` makes all labels count the same, however many examples they have; an object names a weight for each. `auto` chooses.
                 * @default auto
                 */
                classWeights?: (("none" | "balanced") | {
                    [key: string]: number;
                }) | "auto";
                /**
                 * @description Gradients are scaled down to this global norm. `auto` chooses.
                 * @default auto
                 */
                maxGradNorm?: number | "auto";
                /**
                 * @description Tokens of a text that are used, special ones included; the rest is cut. `auto` chooses.
                 * @default auto
                 */
                maxLength?: number | "auto";
                /**
                 * @description Optimizer steps between evaluations on the validation split. `auto` chooses.
                 * @default auto
                 */
                evalSteps?: number | "auto";
                /**
                 * @description When to stop before the end, with the best weights restored; `false` trains to the end and keeps the last. `auto` chooses.
                 * @default auto
                 */
                earlyStopping?: ({
                    /**
                     * @description The validation metric that is watched, one that the task has; the loss is what training minimises.
                     * @default loss
                     * @enum {string}
                     */
                    metric?: "loss" | "accuracy" | "macroF1" | "microF1" | "entityF1" | "mse" | "spearman" | "perplexity";
                    /**
                     * @description Evaluations without improvement after which training ends.
                     * @default 3
                     */
                    patience?: number;
                    /**
                     * @description The smallest change of the metric that counts.
                     * @default 0
                     */
                    minDelta?: number;
                } | false) | "auto";
            };
        };
        SweepJobCreate: {
            /**
             * @description Fine-tunes a model many times, and keeps the best by its validation split
             * @enum {string}
             */
            type: "sweep";
            /** @description What to call the job */
            name?: string;
            /**
             * @description How the probabilities of the result are made honest
             * @default {}
             */
            calibration?: {
                /**
                 * @description How probabilities are calibrated; `auto` takes the method with the best cross-validated likelihood on the validation split, the simpler one where the difference is noise, and none where there is too little to fit on.
                 * @default auto
                 * @enum {string}
                 */
                method?: "auto" | "temperature" | "vector" | "platt" | "isotonic" | "none";
                /** @description The share of texts, above 0 and below 1, for which the set or the interval is to hold the truth */
                coverage?: number;
                /**
                 * @description How sets of single labels are scored: `aps`, the default, or `raps`, which keeps them small where labels are many
                 * @enum {string}
                 */
                sets?: "aps" | "raps";
            };
            /** @description Name of the model that comes out; the job's name by default, or else the data set's */
            outputName?: string;
            /**
             * @description Seed of all that is random; the same gives the same model
             * @default 1
             */
            seed?: number;
            /** @description The model that every trial starts from: its id, or `name@alias` */
            model: string;
            /** @description What every trial trains on; it needs a validation split */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description Its version; the latest ready one by default */
                version?: number;
            };
            /**
             * @description Which weights are trained, where the space does not say; the first trial has it in any case
             * @default {
             *       "type": "full"
             *     }
             */
            method?: {
                /**
                 * @description Every weight is trained.
                 * @enum {string}
                 */
                type: "full";
            } | {
                /**
                 * @description Every weight is trained, the head from the beginning and the layers below it one after the other.
                 * @enum {string}
                 */
                type: "gradual";
                /**
                 * @description Share of the steps after which all layers take part.
                 * @default 0.5
                 */
                over?: number;
            } | {
                /**
                 * @description The head alone is trained, on what the network gives for each text, which is computed once.
                 * @enum {string}
                 */
                type: "head";
            } | {
                /**
                 * @description The head and low-rank adapters are trained; the result is served with the adapters merged.
                 * @enum {string}
                 */
                type: "lora";
                /** @description Rank of each adapter. */
                rank: number;
                /** @description What an adapter gives is multiplied by `alpha / rank`. */
                alpha: number;
                /**
                 * @description Share of an adapter's input that is dropped in training.
                 * @default 0
                 */
                dropout?: number;
                /** @description Layers that get an adapter: ends of their names, such as `query`. By default those that are usual for the architecture. */
                targets?: string[];
            };
            /**
             * @description Each is `auto` by default
             * @default {}
             */
            hyperparameters?: {
                /**
                 * @description Passes over the training split. `auto` chooses.
                 * @default auto
                 */
                epochs?: number | "auto";
                /**
                 * @description Optimizer steps at most, whatever `epochs` says; null for no limit. `auto` chooses.
                 * @default auto
                 */
                maxSteps?: (number | null) | "auto";
                /**
                 * @description Examples an optimizer step learns from. `auto` chooses.
                 * @default auto
                 */
                batchSize?: number | "auto";
                /**
                 * @description Parts a batch is computed in, one after the other: the same result in less memory. `auto` chooses.
                 * @default auto
                 */
                gradientAccumulation?: number | "auto";
                /**
                 * @description The highest learning rate. `auto` chooses.
                 * @default auto
                 */
                learningRate?: number | "auto";
                /**
                 * @description The learning rate is multiplied by this for each layer further from the head; 1 treats all alike. `auto` chooses.
                 * @default auto
                 */
                layerwiseDecay?: number | "auto";
                /**
                 * @description The learning rate of the embeddings is multiplied by this: a rare word is in few batches, and what it says of a label is learned only there. `auto` chooses.
                 * @default auto
                 */
                embeddingRate?: number | "auto";
                /**
                 * @description How the learning rate goes on after the warm-up. `auto` chooses.
                 * @default auto
                 */
                schedule?: ("constant" | "linear" | "cosine") | "auto";
                /**
                 * @description Share of the steps over which the learning rate rises from 0. `auto` chooses.
                 * @default auto
                 */
                warmupRatio?: number | "auto";
                /**
                 * @description Decoupled weight decay; biases and norms are spared. `auto` chooses.
                 * @default auto
                 */
                weightDecay?: number | "auto";
                /**
                 * @description Share of activations that are dropped in training, wherever the model's config has dropout. `auto` chooses.
                 * @default auto
                 */
                dropout?: number | "auto";
                /**
                 * @description Share of the target that is spread over all labels. `auto` chooses.
                 * @default auto
                 */
                labelSmoothing?: number | "auto";
                /**
                 * @description What examples of each label count for in the loss of text-classification: `balanced` makes all labels count the same, however many examples they have; an object names a weight for each. `auto` chooses.
                 * @default auto
                 */
                classWeights?: (("none" | "balanced") | {
                    [key: string]: number;
                }) | "auto";
                /**
                 * @description Gradients are scaled down to this global norm. `auto` chooses.
                 * @default auto
                 */
                maxGradNorm?: number | "auto";
                /**
                 * @description Tokens of a text that are used, special ones included; the rest is cut. `auto` chooses.
                 * @default auto
                 */
                maxLength?: number | "auto";
                /**
                 * @description Optimizer steps between evaluations on the validation split. `auto` chooses.
                 * @default auto
                 */
                evalSteps?: number | "auto";
                /**
                 * @description When to stop before the end, with the best weights restored; `false` trains to the end and keeps the last. `auto` chooses.
                 * @default auto
                 */
                earlyStopping?: ({
                    /**
                     * @description The validation metric that is watched, one that the task has; the loss is what training minimises.
                     * @default loss
                     * @enum {string}
                     */
                    metric?: "loss" | "accuracy" | "macroF1" | "microF1" | "entityF1" | "mse" | "spearman" | "perplexity";
                    /**
                     * @description Evaluations without improvement after which training ends.
                     * @default 3
                     */
                    patience?: number;
                    /**
                     * @description The smallest change of the metric that counts.
                     * @default 0
                     */
                    minDelta?: number;
                } | false) | "auto";
            };
            /** @description What is searched, and where. By default learning rate, batch size, weight decay and dropout, around what `auto` chooses */
            space?: {
                /** @description Which weights are trained */
                method?: {
                    /** @description The values to choose from */
                    values: ({
                        /**
                         * @description Every weight is trained.
                         * @enum {string}
                         */
                        type: "full";
                    } | {
                        /**
                         * @description Every weight is trained, the head from the beginning and the layers below it one after the other.
                         * @enum {string}
                         */
                        type: "gradual";
                        /**
                         * @description Share of the steps after which all layers take part.
                         * @default 0.5
                         */
                        over?: number;
                    } | {
                        /**
                         * @description The head alone is trained, on what the network gives for each text, which is computed once.
                         * @enum {string}
                         */
                        type: "head";
                    } | {
                        /**
                         * @description The head and low-rank adapters are trained; the result is served with the adapters merged.
                         * @enum {string}
                         */
                        type: "lora";
                        /** @description Rank of each adapter. */
                        rank: number;
                        /** @description What an adapter gives is multiplied by `alpha / rank`. */
                        alpha: number;
                        /**
                         * @description Share of an adapter's input that is dropped in training.
                         * @default 0
                         */
                        dropout?: number;
                        /** @description Layers that get an adapter: ends of their names, such as `query`. By default those that are usual for the architecture. */
                        targets?: string[];
                    })[];
                };
                /** @description Passes over the training split. */
                epochs?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Optimizer steps at most, whatever `epochs` says; null for no limit. */
                maxSteps?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Examples an optimizer step learns from. */
                batchSize?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Parts a batch is computed in, one after the other: the same result in less memory. */
                gradientAccumulation?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description The highest learning rate. */
                learningRate?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default log
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description The learning rate is multiplied by this for each layer further from the head; 1 treats all alike. */
                layerwiseDecay?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description The learning rate of the embeddings is multiplied by this: a rare word is in few batches, and what it says of a label is learned only there. */
                embeddingRate?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description How the learning rate goes on after the warm-up. */
                schedule?: {
                    /** @description The values to choose from */
                    values: ("constant" | "linear" | "cosine")[];
                };
                /** @description Share of the steps over which the learning rate rises from 0. */
                warmupRatio?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Decoupled weight decay; biases and norms are spared. */
                weightDecay?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Share of activations that are dropped in training, wherever the model's config has dropout. */
                dropout?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Share of the target that is spread over all labels. */
                labelSmoothing?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description What examples of each label count for in the loss of text-classification: `balanced` makes all labels count the same, however many examples they have; an object names a weight for each. */
                classWeights?: {
                    /** @description The values to choose from */
                    values: (("none" | "balanced") | {
                        [key: string]: number;
                    })[];
                };
                /** @description Gradients are scaled down to this global norm. */
                maxGradNorm?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Tokens of a text that are used, special ones included; the rest is cut. */
                maxLength?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Optimizer steps between evaluations on the validation split. */
                evalSteps?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale?: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description When to stop before the end, with the best weights restored; `false` trains to the end and keeps the last. */
                earlyStopping?: {
                    /** @description The values to choose from */
                    values: ({
                        /**
                         * @description The validation metric that is watched, one that the task has; the loss is what training minimises.
                         * @default loss
                         * @enum {string}
                         */
                        metric?: "loss" | "accuracy" | "macroF1" | "microF1" | "entityF1" | "mse" | "spearman" | "perplexity";
                        /**
                         * @description Evaluations without improvement after which training ends.
                         * @default 3
                         */
                        patience?: number;
                        /**
                         * @description The smallest change of the metric that counts.
                         * @default 0
                         */
                        minDelta?: number;
                    } | false)[];
                };
            };
            /**
             * @description Trials in all, that of the defaults among them
             * @default 20
             */
            trials?: number;
            /** @description By what trials are compared; by default the task's usual one, such as accuracy */
            objective?: {
                /**
                 * @description What is measured on the validation split, one of what the task has; `loss` is of every task
                 * @enum {string}
                 */
                metric: "loss" | "accuracy" | "macroF1" | "microF1" | "entityF1" | "mse" | "spearman" | "perplexity";
            };
            /**
             * @description How values are chosen
             * @default {
             *       "type": "tpe"
             *     }
             */
            search?: {
                /**
                 * @description Tree-structured Parzen estimators: near what did well, away from what did not.
                 * @enum {string}
                 */
                type: "tpe";
                /**
                 * @description Trials that have to end, the defaults among them, before it is used; values are random until then.
                 * @default 10
                 */
                startupTrials?: number;
                /**
                 * @description Values that are weighed up for each that is chosen.
                 * @default 24
                 */
                candidates?: number;
            } | {
                /**
                 * @description Values are drawn independently of what came of others.
                 * @enum {string}
                 */
                type: "random";
            };
            /**
             * @description Trials at once, at most; each takes one of the places that TEMPER_TRAINERS gives
             * @default 1
             */
            concurrency?: number;
            /**
             * @description When a trial is stopped: once its best is worse than what the trials that ended had on average after the same share of their steps, in the median. `false` lets every trial run to its end
             * @default {}
             */
            stopWorst?: {
                /**
                 * @description Trials that have to be finished before one is stopped.
                 * @default 4
                 */
                minTrials?: number;
                /**
                 * @description Share of its own steps that every trial gets, 0 to 1: what learns slowly has a chance.
                 * @default 0.3
                 */
                minShare?: number;
            } | false;
            /**
             * @description Whether models of beaten trials stay; otherwise they go as they are beaten, unless something uses them
             * @default false
             */
            keepModels?: boolean;
        };
        Job: components["schemas"]["FineTuneJob"] | components["schemas"]["QuantizeJob"] | components["schemas"]["DistillJob"] | components["schemas"]["PruneJob"] | components["schemas"]["SweepJob"];
        FineTuneJob: {
            /**
             * @description Trains a model on a data set
             * @enum {string}
             */
            type: "fine-tune";
            /** @description Id of the job, `job_…` */
            id: string;
            /** @description What it is called */
            name: string | null;
            /**
             * @description Where it stands; succeeded, failed and cancelled are final
             * @enum {string}
             */
            status: "queued" | "running" | "pausing" | "paused" | "cancelling" | "succeeded" | "failed" | "cancelled";
            /** @description Id of the model it starts from */
            model: string;
            /** @description What it learns from, calibrates and measures on */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description The version it works on */
                version: number;
            };
            /** @description How the result is calibrated */
            calibration: {
                /**
                 * @description How probabilities are calibrated; `auto` takes the method with the best cross-validated likelihood on the validation split, the simpler one where the difference is noise, and none where there is too little to fit on.
                 * @enum {string}
                 */
                method: "auto" | "temperature" | "vector" | "platt" | "isotonic" | "none";
                /** @description The share of texts, above 0 and below 1, for which the set or the interval is to hold the truth */
                coverage?: number;
                /**
                 * @description How sets of single labels are scored
                 * @enum {string}
                 */
                sets?: "aps" | "raps";
            };
            /** @description Name of the model that comes out */
            outputName: string;
            /** @description Seed of all that is random */
            seed: number;
            /** @description How far it has come */
            progress: {
                /** @description Steps done: optimizer steps when training, trials of a sweep, bytes when downloading, rows otherwise. */
                step: number;
                /** @description Steps in all; null while that is not known. */
                totalSteps: number | null;
                /** @description Passes over the training data so far, with their fraction */
                epoch: number | null;
                /** @description Estimated time to the end, in seconds; null while unknown */
                etaSeconds: number | null;
                /** @description Tokens processed per second, lately; null while unknown */
                tokensPerSecond: number | null;
                /** @description Share of the token places in batches so far that are padding, 0 to 1; null while unknown */
                paddingShare: number | null;
                /** @description Memory of the training process at its peak so far, bytes; null while unknown */
                memoryBytes: number | null;
            };
            /** @description The attempt that runs or runs next, from 1: a crash ends one and begins another */
            attempt: number;
            /** @description Why it failed */
            error: {
                /** @description Stable name of the kind of error, for programs */
                code: string;
                /** @description What was expected, what was found, what to do */
                message: string;
            } | null;
            /** @description Id of the model that came out, `mdl_…`; null until then, or once deleted */
            resultModel: string | null;
            /** @description Id of its evaluation on the test split, else on validation, `evl_…`; null where there is neither */
            resultEvaluation: string | null;
            /** @description Whether its model is shown to beat a linear model of the words, on that evaluation; null until it has been evaluated, and for tasks and types of job without such a baseline */
            beatsBaseline: boolean | null;
            /**
             * Format: date-time
             * @description When it was asked for
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When work on it first began
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @description When it reached its final status
             */
            finishedAt: string | null;
            /** @description Which weights are trained */
            method: {
                /**
                 * @description Every weight is trained.
                 * @enum {string}
                 */
                type: "full";
            } | {
                /**
                 * @description Every weight is trained, the head from the beginning and the layers below it one after the other.
                 * @enum {string}
                 */
                type: "gradual";
                /**
                 * @description Share of the steps after which all layers take part.
                 * @default 0.5
                 */
                over: number;
            } | {
                /**
                 * @description The head alone is trained, on what the network gives for each text, which is computed once.
                 * @enum {string}
                 */
                type: "head";
            } | {
                /**
                 * @description The head and low-rank adapters are trained; the result is served with the adapters merged.
                 * @enum {string}
                 */
                type: "lora";
                /** @description Rank of each adapter. */
                rank: number;
                /** @description What an adapter gives is multiplied by `alpha / rank`. */
                alpha: number;
                /**
                 * @description Share of an adapter's input that is dropped in training.
                 * @default 0
                 */
                dropout: number;
                /** @description Layers that get an adapter: ends of their names, such as `query`. By default those that are usual for the architecture. */
                targets?: string[];
            };
            /**
             * @description The split that the result is measured on. `test` falls back to validation where there is no test split. `validation` leaves the test split unread, for choosing between models; its evidence is cross-fitted
             * @enum {string}
             */
            evaluateOn: "test" | "validation";
            /** @description Id of the sweep that this is a trial of; null of other jobs */
            sweep: string | null;
            /** @description As asked for; once training has begun, what `auto` came to */
            hyperparameters: {
                /**
                 * @description Passes over the training split. `auto` chooses.
                 * @default auto
                 */
                epochs: number | "auto";
                /**
                 * @description Optimizer steps at most, whatever `epochs` says; null for no limit. `auto` chooses.
                 * @default auto
                 */
                maxSteps: (number | null) | "auto";
                /**
                 * @description Examples an optimizer step learns from. `auto` chooses.
                 * @default auto
                 */
                batchSize: number | "auto";
                /**
                 * @description Parts a batch is computed in, one after the other: the same result in less memory. `auto` chooses.
                 * @default auto
                 */
                gradientAccumulation: number | "auto";
                /**
                 * @description The highest learning rate. `auto` chooses.
                 * @default auto
                 */
                learningRate: number | "auto";
                /**
                 * @description The learning rate is multiplied by this for each layer further from the head; 1 treats all alike. `auto` chooses.
                 * @default auto
                 */
                layerwiseDecay: number | "auto";
                /**
                 * @description The learning rate of the embeddings is multiplied by this: a rare word is in few batches, and what it says of a label is learned only there. `auto` chooses.
                 * @default auto
                 */
                embeddingRate: number | "auto";
                /**
                 * @description How the learning rate goes on after the warm-up. `auto` chooses.
                 * @default auto
                 */
                schedule: ("constant" | "linear" | "cosine") | "auto";
                /**
                 * @description Share of the steps over which the learning rate rises from 0. `auto` chooses.
                 * @default auto
                 */
                warmupRatio: number | "auto";
                /**
                 * @description Decoupled weight decay; biases and norms are spared. `auto` chooses.
                 * @default auto
                 */
                weightDecay: number | "auto";
                /**
                 * @description Share of activations that are dropped in training, wherever the model's config has dropout. `auto` chooses.
                 * @default auto
                 */
                dropout: number | "auto";
                /**
                 * @description Share of the target that is spread over all labels. `auto` chooses.
                 * @default auto
                 */
                labelSmoothing: number | "auto";
                /**
                 * @description What examples of each label count for in the loss of text-classification: `balanced` makes all labels count the same, however many examples they have; an object names a weight for each. `auto` chooses.
                 * @default auto
                 */
                classWeights: (("none" | "balanced") | {
                    [key: string]: number;
                }) | "auto";
                /**
                 * @description Gradients are scaled down to this global norm. `auto` chooses.
                 * @default auto
                 */
                maxGradNorm: number | "auto";
                /**
                 * @description Tokens of a text that are used, special ones included; the rest is cut. `auto` chooses.
                 * @default auto
                 */
                maxLength: number | "auto";
                /**
                 * @description Optimizer steps between evaluations on the validation split. `auto` chooses.
                 * @default auto
                 */
                evalSteps: number | "auto";
                /**
                 * @description When to stop before the end, with the best weights restored; `false` trains to the end and keeps the last. `auto` chooses.
                 * @default auto
                 */
                earlyStopping: ({
                    /**
                     * @description The validation metric that is watched, one that the task has; the loss is what training minimises.
                     * @default loss
                     * @enum {string}
                     */
                    metric: "loss" | "accuracy" | "macroF1" | "microF1" | "entityF1" | "mse" | "spearman" | "perplexity";
                    /**
                     * @description Evaluations without improvement after which training ends.
                     * @default 3
                     */
                    patience: number;
                    /**
                     * @description The smallest change of the metric that counts.
                     * @default 0
                     */
                    minDelta: number;
                } | false) | "auto";
            };
        };
        QuantizeJob: {
            /**
             * @description Rounds the weights of a model, so that it is smaller and answers faster on a CPU
             * @enum {string}
             */
            type: "quantize";
            /** @description Id of the job, `job_…` */
            id: string;
            /** @description What it is called */
            name: string | null;
            /**
             * @description Where it stands; succeeded, failed and cancelled are final
             * @enum {string}
             */
            status: "queued" | "running" | "pausing" | "paused" | "cancelling" | "succeeded" | "failed" | "cancelled";
            /** @description Id of the model it starts from */
            model: string;
            /** @description What it learns from, calibrates and measures on */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description The version it works on */
                version: number;
            };
            /** @description How the result is calibrated */
            calibration: {
                /**
                 * @description How probabilities are calibrated; `auto` takes the method with the best cross-validated likelihood on the validation split, the simpler one where the difference is noise, and none where there is too little to fit on.
                 * @enum {string}
                 */
                method: "auto" | "temperature" | "vector" | "platt" | "isotonic" | "none";
                /** @description The share of texts, above 0 and below 1, for which the set or the interval is to hold the truth */
                coverage?: number;
                /**
                 * @description How sets of single labels are scored
                 * @enum {string}
                 */
                sets?: "aps" | "raps";
            };
            /** @description Name of the model that comes out */
            outputName: string;
            /** @description Seed of all that is random */
            seed: number;
            /** @description How far it has come */
            progress: {
                /** @description Steps done: optimizer steps when training, trials of a sweep, bytes when downloading, rows otherwise. */
                step: number;
                /** @description Steps in all; null while that is not known. */
                totalSteps: number | null;
                /** @description Passes over the training data so far, with their fraction */
                epoch: number | null;
                /** @description Estimated time to the end, in seconds; null while unknown */
                etaSeconds: number | null;
                /** @description Tokens processed per second, lately; null while unknown */
                tokensPerSecond: number | null;
                /** @description Share of the token places in batches so far that are padding, 0 to 1; null while unknown */
                paddingShare: number | null;
                /** @description Memory of the training process at its peak so far, bytes; null while unknown */
                memoryBytes: number | null;
            };
            /** @description The attempt that runs or runs next, from 1: a crash ends one and begins another */
            attempt: number;
            /** @description Why it failed */
            error: {
                /** @description Stable name of the kind of error, for programs */
                code: string;
                /** @description What was expected, what was found, what to do */
                message: string;
            } | null;
            /** @description Id of the model that came out, `mdl_…`; null until then, or once deleted */
            resultModel: string | null;
            /** @description Id of its evaluation on the test split, else on validation, `evl_…`; null where there is neither */
            resultEvaluation: string | null;
            /** @description Whether its model is shown to beat a linear model of the words, on that evaluation; null until it has been evaluated, and for tasks and types of job without such a baseline */
            beatsBaseline: boolean | null;
            /**
             * Format: date-time
             * @description When it was asked for
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When work on it first began
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @description When it reached its final status
             */
            finishedAt: string | null;
            /**
             * @description In what the weights are kept and the products computed: `int8` keeps a scale for each output and rounds what is multiplied when it comes
             * @enum {string}
             */
            precision: "int8";
            /** @description What was measured; null until the job has succeeded */
            result: {
                /** @description The model before and the one that came out, side by side */
                comparison: {
                    /**
                     * @description Where the metrics were measured; null where the data set has neither split
                     * @enum {string|null}
                     */
                    split: "test" | "validation" | null;
                    /** @description Tokens of each text that speed was measured with */
                    tokens: number;
                    /** @description The model that was there: the source, or the teacher */
                    before: {
                        /** @description Id of the model; null for the one that came out, which `resultModel` names */
                        model: string | null;
                        /** @description Numbers that its weights hold */
                        parameters: number;
                        /** @description Size of its weights on disk, bytes */
                        bytes: number;
                        /** @description Time for one text alone, in milliseconds: the median of several runs on the machine that did the job */
                        latencyMs: number;
                        /** @description Texts a second in batches, measured likewise */
                        textsPerSecond: number;
                        /** @description Metrics on the split, such as accuracy, macroF1 and ece */
                        metrics: {
                            [key: string]: number;
                        };
                    };
                    /** @description The model that came out */
                    after: {
                        /** @description Id of the model; null for the one that came out, which `resultModel` names */
                        model: string | null;
                        /** @description Numbers that its weights hold */
                        parameters: number;
                        /** @description Size of its weights on disk, bytes */
                        bytes: number;
                        /** @description Time for one text alone, in milliseconds: the median of several runs on the machine that did the job */
                        latencyMs: number;
                        /** @description Texts a second in batches, measured likewise */
                        textsPerSecond: number;
                        /** @description Metrics on the split, such as accuracy, macroF1 and ece */
                        metrics: {
                            [key: string]: number;
                        };
                    };
                };
            } | null;
        };
        DistillJob: {
            /**
             * @description Trains a small model, the student, on what a large one, the teacher, answers
             * @enum {string}
             */
            type: "distill";
            /** @description Id of the job, `job_…` */
            id: string;
            /** @description What it is called */
            name: string | null;
            /**
             * @description Where it stands; succeeded, failed and cancelled are final
             * @enum {string}
             */
            status: "queued" | "running" | "pausing" | "paused" | "cancelling" | "succeeded" | "failed" | "cancelled";
            /** @description Id of the model it starts from */
            model: string;
            /** @description What it learns from, calibrates and measures on */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description The version it works on */
                version: number;
            };
            /** @description How the result is calibrated */
            calibration: {
                /**
                 * @description How probabilities are calibrated; `auto` takes the method with the best cross-validated likelihood on the validation split, the simpler one where the difference is noise, and none where there is too little to fit on.
                 * @enum {string}
                 */
                method: "auto" | "temperature" | "vector" | "platt" | "isotonic" | "none";
                /** @description The share of texts, above 0 and below 1, for which the set or the interval is to hold the truth */
                coverage?: number;
                /**
                 * @description How sets of single labels are scored
                 * @enum {string}
                 */
                sets?: "aps" | "raps";
            };
            /** @description Name of the model that comes out */
            outputName: string;
            /** @description Seed of all that is random */
            seed: number;
            /** @description How far it has come */
            progress: {
                /** @description Steps done: optimizer steps when training, trials of a sweep, bytes when downloading, rows otherwise. */
                step: number;
                /** @description Steps in all; null while that is not known. */
                totalSteps: number | null;
                /** @description Passes over the training data so far, with their fraction */
                epoch: number | null;
                /** @description Estimated time to the end, in seconds; null while unknown */
                etaSeconds: number | null;
                /** @description Tokens processed per second, lately; null while unknown */
                tokensPerSecond: number | null;
                /** @description Share of the token places in batches so far that are padding, 0 to 1; null while unknown */
                paddingShare: number | null;
                /** @description Memory of the training process at its peak so far, bytes; null while unknown */
                memoryBytes: number | null;
            };
            /** @description The attempt that runs or runs next, from 1: a crash ends one and begins another */
            attempt: number;
            /** @description Why it failed */
            error: {
                /** @description Stable name of the kind of error, for programs */
                code: string;
                /** @description What was expected, what was found, what to do */
                message: string;
            } | null;
            /** @description Id of the model that came out, `mdl_…`; null until then, or once deleted */
            resultModel: string | null;
            /** @description Id of its evaluation on the test split, else on validation, `evl_…`; null where there is neither */
            resultEvaluation: string | null;
            /** @description Whether its model is shown to beat a linear model of the words, on that evaluation; null until it has been evaluated, and for tasks and types of job without such a baseline */
            beatsBaseline: boolean | null;
            /**
             * Format: date-time
             * @description When it was asked for
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When work on it first began
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @description When it reached its final status
             */
            finishedAt: string | null;
            /** @description As asked for; once training has begun, what `auto` came to */
            hyperparameters: {
                /**
                 * @description Passes over the training split. `auto` chooses.
                 * @default auto
                 */
                epochs: number | "auto";
                /**
                 * @description Optimizer steps at most, whatever `epochs` says; null for no limit. `auto` chooses.
                 * @default auto
                 */
                maxSteps: (number | null) | "auto";
                /**
                 * @description Examples an optimizer step learns from. `auto` chooses.
                 * @default auto
                 */
                batchSize: number | "auto";
                /**
                 * @description Parts a batch is computed in, one after the other: the same result in less memory. `auto` chooses.
                 * @default auto
                 */
                gradientAccumulation: number | "auto";
                /**
                 * @description The highest learning rate. `auto` chooses.
                 * @default auto
                 */
                learningRate: number | "auto";
                /**
                 * @description The learning rate is multiplied by this for each layer further from the head; 1 treats all alike. `auto` chooses.
                 * @default auto
                 */
                layerwiseDecay: number | "auto";
                /**
                 * @description The learning rate of the embeddings is multiplied by this: a rare word is in few batches, and what it says of a label is learned only there. `auto` chooses.
                 * @default auto
                 */
                embeddingRate: number | "auto";
                /**
                 * @description How the learning rate goes on after the warm-up. `auto` chooses.
                 * @default auto
                 */
                schedule: ("constant" | "linear" | "cosine") | "auto";
                /**
                 * @description Share of the steps over which the learning rate rises from 0. `auto` chooses.
                 * @default auto
                 */
                warmupRatio: number | "auto";
                /**
                 * @description Decoupled weight decay; biases and norms are spared. `auto` chooses.
                 * @default auto
                 */
                weightDecay: number | "auto";
                /**
                 * @description Share of activations that are dropped in training, wherever the model's config has dropout. `auto` chooses.
                 * @default auto
                 */
                dropout: number | "auto";
                /**
                 * @description Share of the target that is spread over all labels. `auto` chooses.
                 * @default auto
                 */
                labelSmoothing: number | "auto";
                /**
                 * @description What examples of each label count for in the loss of text-classification: `balanced` makes all labels count the same, however many examples they have; an object names a weight for each. `auto` chooses.
                 * @default auto
                 */
                classWeights: (("none" | "balanced") | {
                    [key: string]: number;
                }) | "auto";
                /**
                 * @description Gradients are scaled down to this global norm. `auto` chooses.
                 * @default auto
                 */
                maxGradNorm: number | "auto";
                /**
                 * @description Tokens of a text that are used, special ones included; the rest is cut. `auto` chooses.
                 * @default auto
                 */
                maxLength: number | "auto";
                /**
                 * @description Optimizer steps between evaluations on the validation split. `auto` chooses.
                 * @default auto
                 */
                evalSteps: number | "auto";
                /**
                 * @description When to stop before the end, with the best weights restored; `false` trains to the end and keeps the last. `auto` chooses.
                 * @default auto
                 */
                earlyStopping: ({
                    /**
                     * @description The validation metric that is watched, one that the task has; the loss is what training minimises.
                     * @default loss
                     * @enum {string}
                     */
                    metric: "loss" | "accuracy" | "macroF1" | "microF1" | "entityF1" | "mse" | "spearman" | "perplexity";
                    /**
                     * @description Evaluations without improvement after which training ends.
                     * @default 3
                     */
                    patience: number;
                    /**
                     * @description The smallest change of the metric that counts.
                     * @default 0
                     */
                    minDelta: number;
                } | false) | "auto";
            };
            /** @description Id of the model that it learns from */
            teacher: string;
            /** @description Id of the model that learns, or how many layers of the teacher */
            student: string | {
                /** @description How many of the teacher's layers */
                layers: number;
            };
            /** @description Logits are divided by it before the student's answers are compared with the teacher's: more makes them softer */
            temperature: number;
            /** @description Share of the teacher's answers in the loss; the labels have the rest */
            alpha: number;
            /** @description Whether the student's layers also learn to give states like those of the teacher's layers */
            hiddenStates: boolean;
            /** @description What was measured; null until the job has succeeded */
            result: {
                /** @description The model before and the one that came out, side by side */
                comparison: {
                    /**
                     * @description Where the metrics were measured; null where the data set has neither split
                     * @enum {string|null}
                     */
                    split: "test" | "validation" | null;
                    /** @description Tokens of each text that speed was measured with */
                    tokens: number;
                    /** @description The model that was there: the source, or the teacher */
                    before: {
                        /** @description Id of the model; null for the one that came out, which `resultModel` names */
                        model: string | null;
                        /** @description Numbers that its weights hold */
                        parameters: number;
                        /** @description Size of its weights on disk, bytes */
                        bytes: number;
                        /** @description Time for one text alone, in milliseconds: the median of several runs on the machine that did the job */
                        latencyMs: number;
                        /** @description Texts a second in batches, measured likewise */
                        textsPerSecond: number;
                        /** @description Metrics on the split, such as accuracy, macroF1 and ece */
                        metrics: {
                            [key: string]: number;
                        };
                    };
                    /** @description The model that came out */
                    after: {
                        /** @description Id of the model; null for the one that came out, which `resultModel` names */
                        model: string | null;
                        /** @description Numbers that its weights hold */
                        parameters: number;
                        /** @description Size of its weights on disk, bytes */
                        bytes: number;
                        /** @description Time for one text alone, in milliseconds: the median of several runs on the machine that did the job */
                        latencyMs: number;
                        /** @description Texts a second in batches, measured likewise */
                        textsPerSecond: number;
                        /** @description Metrics on the split, such as accuracy, macroF1 and ece */
                        metrics: {
                            [key: string]: number;
                        };
                    };
                };
            } | null;
        };
        PruneJob: {
            /**
             * @description Takes the least important attention heads and feed-forward units out of a model
             * @enum {string}
             */
            type: "prune";
            /** @description Id of the job, `job_…` */
            id: string;
            /** @description What it is called */
            name: string | null;
            /**
             * @description Where it stands; succeeded, failed and cancelled are final
             * @enum {string}
             */
            status: "queued" | "running" | "pausing" | "paused" | "cancelling" | "succeeded" | "failed" | "cancelled";
            /** @description Id of the model it starts from */
            model: string;
            /** @description What it learns from, calibrates and measures on */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description The version it works on */
                version: number;
            };
            /** @description How the result is calibrated */
            calibration: {
                /**
                 * @description How probabilities are calibrated; `auto` takes the method with the best cross-validated likelihood on the validation split, the simpler one where the difference is noise, and none where there is too little to fit on.
                 * @enum {string}
                 */
                method: "auto" | "temperature" | "vector" | "platt" | "isotonic" | "none";
                /** @description The share of texts, above 0 and below 1, for which the set or the interval is to hold the truth */
                coverage?: number;
                /**
                 * @description How sets of single labels are scored
                 * @enum {string}
                 */
                sets?: "aps" | "raps";
            };
            /** @description Name of the model that comes out */
            outputName: string;
            /** @description Seed of all that is random */
            seed: number;
            /** @description How far it has come */
            progress: {
                /** @description Steps done: optimizer steps when training, trials of a sweep, bytes when downloading, rows otherwise. */
                step: number;
                /** @description Steps in all; null while that is not known. */
                totalSteps: number | null;
                /** @description Passes over the training data so far, with their fraction */
                epoch: number | null;
                /** @description Estimated time to the end, in seconds; null while unknown */
                etaSeconds: number | null;
                /** @description Tokens processed per second, lately; null while unknown */
                tokensPerSecond: number | null;
                /** @description Share of the token places in batches so far that are padding, 0 to 1; null while unknown */
                paddingShare: number | null;
                /** @description Memory of the training process at its peak so far, bytes; null while unknown */
                memoryBytes: number | null;
            };
            /** @description The attempt that runs or runs next, from 1: a crash ends one and begins another */
            attempt: number;
            /** @description Why it failed */
            error: {
                /** @description Stable name of the kind of error, for programs */
                code: string;
                /** @description What was expected, what was found, what to do */
                message: string;
            } | null;
            /** @description Id of the model that came out, `mdl_…`; null until then, or once deleted */
            resultModel: string | null;
            /** @description Id of its evaluation on the test split, else on validation, `evl_…`; null where there is neither */
            resultEvaluation: string | null;
            /** @description Whether its model is shown to beat a linear model of the words, on that evaluation; null until it has been evaluated, and for tasks and types of job without such a baseline */
            beatsBaseline: boolean | null;
            /**
             * Format: date-time
             * @description When it was asked for
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When work on it first began
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @description When it reached its final status
             */
            finishedAt: string | null;
            /** @description As asked for; once training has begun, what `auto` came to */
            hyperparameters: {
                /**
                 * @description Passes over the training split. `auto` chooses.
                 * @default auto
                 */
                epochs: number | "auto";
                /**
                 * @description Optimizer steps at most, whatever `epochs` says; null for no limit. `auto` chooses.
                 * @default auto
                 */
                maxSteps: (number | null) | "auto";
                /**
                 * @description Examples an optimizer step learns from. `auto` chooses.
                 * @default auto
                 */
                batchSize: number | "auto";
                /**
                 * @description Parts a batch is computed in, one after the other: the same result in less memory. `auto` chooses.
                 * @default auto
                 */
                gradientAccumulation: number | "auto";
                /**
                 * @description The highest learning rate. `auto` chooses.
                 * @default auto
                 */
                learningRate: number | "auto";
                /**
                 * @description The learning rate is multiplied by this for each layer further from the head; 1 treats all alike. `auto` chooses.
                 * @default auto
                 */
                layerwiseDecay: number | "auto";
                /**
                 * @description The learning rate of the embeddings is multiplied by this: a rare word is in few batches, and what it says of a label is learned only there. `auto` chooses.
                 * @default auto
                 */
                embeddingRate: number | "auto";
                /**
                 * @description How the learning rate goes on after the warm-up. `auto` chooses.
                 * @default auto
                 */
                schedule: ("constant" | "linear" | "cosine") | "auto";
                /**
                 * @description Share of the steps over which the learning rate rises from 0. `auto` chooses.
                 * @default auto
                 */
                warmupRatio: number | "auto";
                /**
                 * @description Decoupled weight decay; biases and norms are spared. `auto` chooses.
                 * @default auto
                 */
                weightDecay: number | "auto";
                /**
                 * @description Share of activations that are dropped in training, wherever the model's config has dropout. `auto` chooses.
                 * @default auto
                 */
                dropout: number | "auto";
                /**
                 * @description Share of the target that is spread over all labels. `auto` chooses.
                 * @default auto
                 */
                labelSmoothing: number | "auto";
                /**
                 * @description What examples of each label count for in the loss of text-classification: `balanced` makes all labels count the same, however many examples they have; an object names a weight for each. `auto` chooses.
                 * @default auto
                 */
                classWeights: (("none" | "balanced") | {
                    [key: string]: number;
                }) | "auto";
                /**
                 * @description Gradients are scaled down to this global norm. `auto` chooses.
                 * @default auto
                 */
                maxGradNorm: number | "auto";
                /**
                 * @description Tokens of a text that are used, special ones included; the rest is cut. `auto` chooses.
                 * @default auto
                 */
                maxLength: number | "auto";
                /**
                 * @description Optimizer steps between evaluations on the validation split. `auto` chooses.
                 * @default auto
                 */
                evalSteps: number | "auto";
                /**
                 * @description When to stop before the end, with the best weights restored; `false` trains to the end and keeps the last. `auto` chooses.
                 * @default auto
                 */
                earlyStopping: ({
                    /**
                     * @description The validation metric that is watched, one that the task has; the loss is what training minimises.
                     * @default loss
                     * @enum {string}
                     */
                    metric: "loss" | "accuracy" | "macroF1" | "microF1" | "entityF1" | "mse" | "spearman" | "perplexity";
                    /**
                     * @description Evaluations without improvement after which training ends.
                     * @default 3
                     */
                    patience: number;
                    /**
                     * @description The smallest change of the metric that counts.
                     * @default 0
                     */
                    minDelta: number;
                } | false) | "auto";
            };
            /** @description Shares of each layer that go */
            sparsity: {
                /** @description Share of the attention heads of each layer that go */
                heads: number;
                /** @description Share of the feed-forward units of each layer that go */
                feedForward: number;
            };
            /** @description What was measured; null until the job has succeeded */
            result: {
                /** @description The model before and the one that came out, side by side */
                comparison: {
                    /**
                     * @description Where the metrics were measured; null where the data set has neither split
                     * @enum {string|null}
                     */
                    split: "test" | "validation" | null;
                    /** @description Tokens of each text that speed was measured with */
                    tokens: number;
                    /** @description The model that was there: the source, or the teacher */
                    before: {
                        /** @description Id of the model; null for the one that came out, which `resultModel` names */
                        model: string | null;
                        /** @description Numbers that its weights hold */
                        parameters: number;
                        /** @description Size of its weights on disk, bytes */
                        bytes: number;
                        /** @description Time for one text alone, in milliseconds: the median of several runs on the machine that did the job */
                        latencyMs: number;
                        /** @description Texts a second in batches, measured likewise */
                        textsPerSecond: number;
                        /** @description Metrics on the split, such as accuracy, macroF1 and ece */
                        metrics: {
                            [key: string]: number;
                        };
                    };
                    /** @description The model that came out */
                    after: {
                        /** @description Id of the model; null for the one that came out, which `resultModel` names */
                        model: string | null;
                        /** @description Numbers that its weights hold */
                        parameters: number;
                        /** @description Size of its weights on disk, bytes */
                        bytes: number;
                        /** @description Time for one text alone, in milliseconds: the median of several runs on the machine that did the job */
                        latencyMs: number;
                        /** @description Texts a second in batches, measured likewise */
                        textsPerSecond: number;
                        /** @description Metrics on the split, such as accuracy, macroF1 and ece */
                        metrics: {
                            [key: string]: number;
                        };
                    };
                };
            } | null;
        };
        SweepJob: {
            /**
             * @description Fine-tunes a model many times, and keeps the best by its validation split
             * @enum {string}
             */
            type: "sweep";
            /** @description Id of the job, `job_…` */
            id: string;
            /** @description What it is called */
            name: string | null;
            /**
             * @description Where it stands; succeeded, failed and cancelled are final
             * @enum {string}
             */
            status: "queued" | "running" | "pausing" | "paused" | "cancelling" | "succeeded" | "failed" | "cancelled";
            /** @description Id of the model it starts from */
            model: string;
            /** @description What it learns from, calibrates and measures on */
            dataset: {
                /** @description Id of the data set */
                id: string;
                /** @description The version it works on */
                version: number;
            };
            /** @description How the result is calibrated */
            calibration: {
                /**
                 * @description How probabilities are calibrated; `auto` takes the method with the best cross-validated likelihood on the validation split, the simpler one where the difference is noise, and none where there is too little to fit on.
                 * @enum {string}
                 */
                method: "auto" | "temperature" | "vector" | "platt" | "isotonic" | "none";
                /** @description The share of texts, above 0 and below 1, for which the set or the interval is to hold the truth */
                coverage?: number;
                /**
                 * @description How sets of single labels are scored
                 * @enum {string}
                 */
                sets?: "aps" | "raps";
            };
            /** @description Name of the model that comes out */
            outputName: string;
            /** @description Seed of all that is random */
            seed: number;
            /** @description How far it has come */
            progress: {
                /** @description Steps done: optimizer steps when training, trials of a sweep, bytes when downloading, rows otherwise. */
                step: number;
                /** @description Steps in all; null while that is not known. */
                totalSteps: number | null;
                /** @description Passes over the training data so far, with their fraction */
                epoch: number | null;
                /** @description Estimated time to the end, in seconds; null while unknown */
                etaSeconds: number | null;
                /** @description Tokens processed per second, lately; null while unknown */
                tokensPerSecond: number | null;
                /** @description Share of the token places in batches so far that are padding, 0 to 1; null while unknown */
                paddingShare: number | null;
                /** @description Memory of the training process at its peak so far, bytes; null while unknown */
                memoryBytes: number | null;
            };
            /** @description The attempt that runs or runs next, from 1: a crash ends one and begins another */
            attempt: number;
            /** @description Why it failed */
            error: {
                /** @description Stable name of the kind of error, for programs */
                code: string;
                /** @description What was expected, what was found, what to do */
                message: string;
            } | null;
            /** @description Id of the model that came out, `mdl_…`; null until then, or once deleted */
            resultModel: string | null;
            /** @description Id of its evaluation on the test split, else on validation, `evl_…`; null where there is neither */
            resultEvaluation: string | null;
            /** @description Whether its model is shown to beat a linear model of the words, on that evaluation; null until it has been evaluated, and for tasks and types of job without such a baseline */
            beatsBaseline: boolean | null;
            /**
             * Format: date-time
             * @description When it was asked for
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When work on it first began
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @description When it reached its final status
             */
            finishedAt: string | null;
            /** @description Which weights are trained, where the space does not say */
            method: {
                /**
                 * @description Every weight is trained.
                 * @enum {string}
                 */
                type: "full";
            } | {
                /**
                 * @description Every weight is trained, the head from the beginning and the layers below it one after the other.
                 * @enum {string}
                 */
                type: "gradual";
                /**
                 * @description Share of the steps after which all layers take part.
                 * @default 0.5
                 */
                over: number;
            } | {
                /**
                 * @description The head alone is trained, on what the network gives for each text, which is computed once.
                 * @enum {string}
                 */
                type: "head";
            } | {
                /**
                 * @description The head and low-rank adapters are trained; the result is served with the adapters merged.
                 * @enum {string}
                 */
                type: "lora";
                /** @description Rank of each adapter. */
                rank: number;
                /** @description What an adapter gives is multiplied by `alpha / rank`. */
                alpha: number;
                /**
                 * @description Share of an adapter's input that is dropped in training.
                 * @default 0
                 */
                dropout: number;
                /** @description Layers that get an adapter: ends of their names, such as `query`. By default those that are usual for the architecture. */
                targets?: string[];
            };
            /** @description What is searched, and where */
            space: {
                /** @description Which weights are trained */
                method?: {
                    /** @description The values to choose from */
                    values: ({
                        /**
                         * @description Every weight is trained.
                         * @enum {string}
                         */
                        type: "full";
                    } | {
                        /**
                         * @description Every weight is trained, the head from the beginning and the layers below it one after the other.
                         * @enum {string}
                         */
                        type: "gradual";
                        /**
                         * @description Share of the steps after which all layers take part.
                         * @default 0.5
                         */
                        over: number;
                    } | {
                        /**
                         * @description The head alone is trained, on what the network gives for each text, which is computed once.
                         * @enum {string}
                         */
                        type: "head";
                    } | {
                        /**
                         * @description The head and low-rank adapters are trained; the result is served with the adapters merged.
                         * @enum {string}
                         */
                        type: "lora";
                        /** @description Rank of each adapter. */
                        rank: number;
                        /** @description What an adapter gives is multiplied by `alpha / rank`. */
                        alpha: number;
                        /**
                         * @description Share of an adapter's input that is dropped in training.
                         * @default 0
                         */
                        dropout: number;
                        /** @description Layers that get an adapter: ends of their names, such as `query`. By default those that are usual for the architecture. */
                        targets?: string[];
                    })[];
                };
                /** @description Passes over the training split. */
                epochs?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Optimizer steps at most, whatever `epochs` says; null for no limit. */
                maxSteps?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Examples an optimizer step learns from. */
                batchSize?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Parts a batch is computed in, one after the other: the same result in less memory. */
                gradientAccumulation?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description The highest learning rate. */
                learningRate?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default log
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description The learning rate is multiplied by this for each layer further from the head; 1 treats all alike. */
                layerwiseDecay?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description The learning rate of the embeddings is multiplied by this: a rare word is in few batches, and what it says of a label is learned only there. */
                embeddingRate?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description How the learning rate goes on after the warm-up. */
                schedule?: {
                    /** @description The values to choose from */
                    values: ("constant" | "linear" | "cosine")[];
                };
                /** @description Share of the steps over which the learning rate rises from 0. */
                warmupRatio?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Decoupled weight decay; biases and norms are spared. */
                weightDecay?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Share of activations that are dropped in training, wherever the model's config has dropout. */
                dropout?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Share of the target that is spread over all labels. */
                labelSmoothing?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description What examples of each label count for in the loss of text-classification: `balanced` makes all labels count the same, however many examples they have; an object names a weight for each. */
                classWeights?: {
                    /** @description The values to choose from */
                    values: (("none" | "balanced") | {
                        [key: string]: number;
                    })[];
                };
                /** @description Gradients are scaled down to this global norm. */
                maxGradNorm?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Tokens of a text that are used, special ones included; the rest is cut. */
                maxLength?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description Optimizer steps between evaluations on the validation split. */
                evalSteps?: {
                    /** @description The smallest value */
                    min: number;
                    /** @description The largest value */
                    max: number;
                    /**
                     * @description Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors
                     * @default linear
                     * @enum {string}
                     */
                    scale: "linear" | "log";
                } | {
                    /** @description The values to choose from */
                    values: number[];
                };
                /** @description When to stop before the end, with the best weights restored; `false` trains to the end and keeps the last. */
                earlyStopping?: {
                    /** @description The values to choose from */
                    values: ({
                        /**
                         * @description The validation metric that is watched, one that the task has; the loss is what training minimises.
                         * @default loss
                         * @enum {string}
                         */
                        metric: "loss" | "accuracy" | "macroF1" | "microF1" | "entityF1" | "mse" | "spearman" | "perplexity";
                        /**
                         * @description Evaluations without improvement after which training ends.
                         * @default 3
                         */
                        patience: number;
                        /**
                         * @description The smallest change of the metric that counts.
                         * @default 0
                         */
                        minDelta: number;
                    } | false)[];
                };
            };
            /** @description Trials in all, that of the defaults among them */
            trials: number;
            /** @description By what trials are compared, on the validation split */
            objective: {
                /**
                 * @description What is measured on the validation split, one of what the task has; `loss` is of every task
                 * @enum {string}
                 */
                metric: "loss" | "accuracy" | "macroF1" | "microF1" | "entityF1" | "mse" | "spearman" | "perplexity";
                /**
                 * @description Which way is better
                 * @enum {string}
                 */
                direction: "maximize" | "minimize";
            };
            /** @description How values are chosen */
            search: {
                /**
                 * @description Tree-structured Parzen estimators: near what did well, away from what did not.
                 * @enum {string}
                 */
                type: "tpe";
                /**
                 * @description Trials that have to end, the defaults among them, before it is used; values are random until then.
                 * @default 10
                 */
                startupTrials: number;
                /**
                 * @description Values that are weighed up for each that is chosen.
                 * @default 24
                 */
                candidates: number;
            } | {
                /**
                 * @description Values are drawn independently of what came of others.
                 * @enum {string}
                 */
                type: "random";
            };
            /** @description Trials at once, at most; each takes one of the places that TEMPER_TRAINERS gives */
            concurrency: number;
            /** @description When a trial is stopped: once its best is worse than what the trials that ended had on average after the same share of their steps, in the median. `false` lets every trial run to its end */
            stopWorst: {
                /**
                 * @description Trials that have to be finished before one is stopped.
                 * @default 4
                 */
                minTrials: number;
                /**
                 * @description Share of its own steps that every trial gets, 0 to 1: what learns slowly has a chance.
                 * @default 0.3
                 */
                minShare: number;
            } | false;
            /** @description Whether models of beaten trials stay; otherwise they go as they are beaten, unless something uses them */
            keepModels: boolean;
            /** @description What trials have beside what is searched */
            hyperparameters: {
                /**
                 * @description Passes over the training split. `auto` chooses.
                 * @default auto
                 */
                epochs: number | "auto";
                /**
                 * @description Optimizer steps at most, whatever `epochs` says; null for no limit. `auto` chooses.
                 * @default auto
                 */
                maxSteps: (number | null) | "auto";
                /**
                 * @description Examples an optimizer step learns from. `auto` chooses.
                 * @default auto
                 */
                batchSize: number | "auto";
                /**
                 * @description Parts a batch is computed in, one after the other: the same result in less memory. `auto` chooses.
                 * @default auto
                 */
                gradientAccumulation: number | "auto";
                /**
                 * @description The highest learning rate. `auto` chooses.
                 * @default auto
                 */
                learningRate: number | "auto";
                /**
                 * @description The learning rate is multiplied by this for each layer further from the head; 1 treats all alike. `auto` chooses.
                 * @default auto
                 */
                layerwiseDecay: number | "auto";
                /**
                 * @description The learning rate of the embeddings is multiplied by this: a rare word is in few batches, and what it says of a label is learned only there. `auto` chooses.
                 * @default auto
                 */
                embeddingRate: number | "auto";
                /**
                 * @description How the learning rate goes on after the warm-up. `auto` chooses.
                 * @default auto
                 */
                schedule: ("constant" | "linear" | "cosine") | "auto";
                /**
                 * @description Share of the steps over which the learning rate rises from 0. `auto` chooses.
                 * @default auto
                 */
                warmupRatio: number | "auto";
                /**
                 * @description Decoupled weight decay; biases and norms are spared. `auto` chooses.
                 * @default auto
                 */
                weightDecay: number | "auto";
                /**
                 * @description Share of activations that are dropped in training, wherever the model's config has dropout. `auto` chooses.
                 * @default auto
                 */
                dropout: number | "auto";
                /**
                 * @description Share of the target that is spread over all labels. `auto` chooses.
                 * @default auto
                 */
                labelSmoothing: number | "auto";
                /**
                 * @description What examples of each label count for in the loss of text-classification: `balanced` makes all labels count the same, however many examples they have; an object names a weight for each. `auto` chooses.
                 * @default auto
                 */
                classWeights: (("none" | "balanced") | {
                    [key: string]: number;
                }) | "auto";
                /**
                 * @description Gradients are scaled down to this global norm. `auto` chooses.
                 * @default auto
                 */
                maxGradNorm: number | "auto";
                /**
                 * @description Tokens of a text that are used, special ones included; the rest is cut. `auto` chooses.
                 * @default auto
                 */
                maxLength: number | "auto";
                /**
                 * @description Optimizer steps between evaluations on the validation split. `auto` chooses.
                 * @default auto
                 */
                evalSteps: number | "auto";
                /**
                 * @description When to stop before the end, with the best weights restored; `false` trains to the end and keeps the last. `auto` chooses.
                 * @default auto
                 */
                earlyStopping: ({
                    /**
                     * @description The validation metric that is watched, one that the task has; the loss is what training minimises.
                     * @default loss
                     * @enum {string}
                     */
                    metric: "loss" | "accuracy" | "macroF1" | "microF1" | "entityF1" | "mse" | "spearman" | "perplexity";
                    /**
                     * @description Evaluations without improvement after which training ends.
                     * @default 3
                     */
                    patience: number;
                    /**
                     * @description The smallest change of the metric that counts.
                     * @default 0
                     */
                    minDelta: number;
                } | false) | "auto";
            };
            /** @description What came of it; null until it has succeeded */
            result: {
                /** @description The trial whose model this is */
                best: {
                    /** @description Number of the trial, from 0: that of the defaults */
                    trial: number;
                    /** @description Id of the job, `job_…` */
                    job: string;
                    /** @description What was searched, by name; of the defaults what `auto` came to, once they have been tried */
                    values: {
                        [key: string]: components["schemas"]["__schema0"];
                    };
                    /** @description What it was worth on the validation split */
                    objective: number;
                };
                /** @description The first trial, in which nothing was searched */
                defaults: {
                    /** @description Id of the job, `job_…` */
                    job: string;
                    /** @description What they were worth; null where their trial failed */
                    objective: number | null;
                };
                /** @description By how much the best is better than the defaults, on validation; null without these */
                gain: number | null;
                /** @description Whether it is better at all; null where the trial of the defaults failed */
                beatsDefaults: boolean | null;
                /** @description Trials in all */
                ended: number;
                /** @description Those that were stopped among the worst */
                stopped: number;
                /** @description Those that failed, or were cancelled one by one */
                failed: number;
                /** @description The same for people, and what the numbers are worth */
                statement: string;
            } | null;
        };
        __schema0: string | number | boolean | (null) | components["schemas"]["__schema0"][] | {
            [key: string]: components["schemas"]["__schema0"];
        };
        JobEstimate: {
            /** @description Memory of the training process at its peak, bytes; the model's size and batches make it */
            memoryBytes: number;
            /** @description Time from start to end, in seconds, without waiting in the queue */
            seconds: number;
            /** @description Optimizer steps, unless early stopping ends it sooner */
            steps: number;
            /** @description Share of the texts that are longer than `maxLength` and would be cut, 0 to 1 */
            truncatedShare: number;
            /** @description What the numbers rest on, and what deserves a look */
            warnings: string[];
        };
        JobPage: {
            /** @description The items of this page, newest first */
            data: components["schemas"]["Job"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        EventPage: {
            /** @description The items of this page, newest first */
            data: components["schemas"]["Event"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        Event: {
            /** @description Grows with every event; where a stream goes on with `Last-Event-ID`. */
            id: string;
            /**
             * Format: date-time
             * @description When it happened, ISO 8601 UTC.
             */
            time: string;
            /**
             * @description What kind of event it is.
             * @enum {string}
             */
            type: "status" | "log" | "metric" | "checkpoint";
            /**
             * @description How much it matters.
             * @enum {string}
             */
            level: "debug" | "info" | "warn" | "error";
            /** @description What happened, for people. */
            message: string;
            /** @description The same for programs: `{status, attempt}`, a metric `{step, epoch, split, name, value}`, a checkpoint `{step}`. */
            data: unknown;
        };
        JobMetrics: {
            /** @description Every measurement, by step */
            data: components["schemas"]["Metric"][];
        };
        Metric: {
            /** @description The optimizer step after which the value was taken. */
            step: number;
            /** @description Passes over the training data at that step. */
            epoch: number | null;
            /** @description What it was measured on: train, validation or test. */
            split: string;
            /** @description The metric, such as loss or macroF1. */
            name: string;
            /** @description Its value. */
            value: number;
            /**
             * Format: date-time
             * @description When it was measured, ISO 8601 UTC.
             */
            time: string;
        };
        JobCheckpoints: {
            /** @description The checkpoints that are kept, newest first: the first is where the job would go on */
            data: {
                /** @description Id of the checkpoint */
                id: string;
                /** @description The optimizer step after which it was taken */
                step: number;
                /** @description Bytes */
                size: number;
                /**
                 * Format: date-time
                 * @description When it was stored
                 */
                createdAt: string;
            }[];
        };
        SweepTrials: {
            /** @description Every trial so far, by number */
            data: components["schemas"]["SweepTrial"][];
        };
        SweepTrial: {
            /** @description Number of the trial, from 0: that of the defaults */
            number: number;
            /** @description Id of its job, `job_…`, which has its events, metrics and model */
            job: string;
            /**
             * @description The status of its job; `stopped` where the sweep ended it among the worst
             * @enum {string}
             */
            status: "queued" | "running" | "pausing" | "paused" | "cancelling" | "succeeded" | "failed" | "cancelled" | "stopped";
            /** @description What was searched, by name; of the defaults what `auto` came to, once they have been tried */
            values: {
                [key: string]: components["schemas"]["__schema0"];
            };
            /** @description What it was worth on the validation split; of one that was stopped its best so far; null until it ends */
            objective: number | null;
            /** @description Optimizer steps done */
            step: number;
            /** @description Its steps in all; null while unknown */
            totalSteps: number | null;
            /** @description Share of its steps after which it was stopped, 0 to 1; null otherwise */
            stoppedAt: number | null;
            /** @description Id of its model; null until there is one, or once it was beaten */
            model: string | null;
            /**
             * Format: date-time
             * @description When it began
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @description When it ended
             */
            finishedAt: string | null;
        };
        DeploymentCreate: {
            /** @description What clients call it by; unique */
            name: string;
            /** @description Id of the model, or `name@alias`: the model it stands for now */
            model: string;
        };
        Deployment: {
            /** @description Id of the deployment, `dep_…` */
            id: string;
            /** @description What clients call it by */
            name: string;
            /**
             * @description `ready`: the current revision answers; `starting`: it is loaded, or not all servers have it yet; `degraded`: it answers with less than it should, or an older revision does; `failed`: it cannot be loaded; `stopped`
             * @enum {string}
             */
            status: "starting" | "ready" | "degraded" | "stopped" | "failed";
            /** @description Why it is degraded or failed */
            error: {
                /** @description Stable name of the kind of error, for programs */
                code: string;
                /** @description What went wrong, and what to do */
                message: string;
            } | null;
            /** @description Id of the model of the current revision */
            model: string;
            /** @description Number of the current revision: the one that should answer */
            revision: number;
            /** @description Number of the newest revision that answers; behind `revision` while that is loaded, null when none does */
            servingRevision: number | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last asked to change
             */
            updatedAt: string;
        };
        DeploymentPage: {
            /** @description The items of this page, newest first */
            data: components["schemas"]["Deployment"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        DeploymentUpdate: {
            /** @description The model that is to answer from now on: id, or `name@alias` */
            model: string;
            /** @description Not offered yet: refused */
            traffic?: unknown;
            /** @description Not offered yet: refused */
            shadow?: unknown;
        };
        DeploymentRollback: {
            /** @description Number of the revision to go back to; by default the one before the current one */
            revision?: number;
        };
        DeploymentRevisionPage: {
            /** @description The items of this page, newest first */
            data: components["schemas"]["DeploymentRevision"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        DeploymentRevision: {
            /** @description Its number, from 1 */
            revision: number;
            /** @description Id of the model */
            model: string;
            /** @description Of a rollback: the number of the revision whose model it brought back */
            restores: number | null;
            /** @description Id of the API key that asked for it */
            createdBy: string;
            /**
             * Format: date-time
             * @description When it was asked for
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it first answered; null: not yet, or never
             */
            activatedAt: string | null;
        };
        PredictRequest: {
            /** @description What to answer: 1 to 128 texts, pairs of texts, or conversations */
            inputs: (string | {
                /** @description The text; of generation, the prompt */
                text: string;
                /** @description The second text, for models of pairs */
                textPair?: string;
            } | {
                /** @description A conversation that the model goes on with, for chat models */
                messages: {
                    /**
                     * @description Who speaks; `system` in the first message alone
                     * @enum {string}
                     */
                    role: "system" | "user" | "assistant";
                    /** @description What is said */
                    content: string;
                }[];
            })[];
            /**
             * @description How to answer
             * @default {}
             */
            options?: {
                /** @description How many labels `scores` holds; all by default */
                topK?: number;
                /**
                 * @description Whether the predictions are kept, with their texts, to be listed and to take feedback
                 * @default true
                 */
                log?: boolean;
                /** @description Of multi-label models: labels at least so probable are given; 0.5 by default */
                threshold?: number;
                /** @description Of models that write: how many tokens at most; 128 by default */
                maxTokens?: number;
                /** @description The share of texts for which the set or the interval is to hold the truth, of models that have such; their own by default */
                coverage?: number;
                /** @description Refused: it names a share of a traffic split, which this version does not offer */
                key?: unknown;
            };
        };
        PredictAnswer: {
            /** @description Name of the deployment */
            deployment: string;
            /** @description Number of the revision that answered */
            revision: number;
            /** @description Id of the model that answered */
            model: string;
            /** @description One for each input, in their order */
            predictions: {
                /** @description Id of the prediction, `prd_…`, to give feedback on; null when `log` is false */
                id: string | null;
                /** @description The most probable label, of text classification */
                label?: string;
                /** @description Its probability, 0 to 1 */
                probability?: number;
                /** @description Probability of each label, 0 to 1, the largest first */
                scores?: {
                    [key: string]: number;
                };
                /** @description The labels that apply, of multi-label models */
                labels?: string[];
                /** @description Labels among which the true one is (of multi-label models, all the true ones are) for the share of texts that the coverage names, the most probable first */
                set?: string[];
                /** @description The value, of regression */
                value?: number;
                /** @description [low, high] between which the true value is for the share of texts that the coverage names */
                interval?: (number)[];
                /** @description The spans that were found, of token classification */
                spans?: {
                    /** @description Where it starts in the text, UTF-16 code units */
                    start: number;
                    /** @description Where it ends, exclusive */
                    end: number;
                    /** @description What it is */
                    label: string;
                    /** @description Mean probability of its tokens' tags, 0 to 1 */
                    probability: number;
                }[];
                /** @description What the model wrote, of generation and chat */
                text?: string;
                /** @description Tokens that it wrote */
                tokens?: number;
                /** @description Whether it ended the text itself; false where `maxTokens` cut it */
                ended?: boolean;
                /** @description Whether the probabilities are calibrated: the model has a calibration but `none` */
                calibrated: boolean;
            }[];
        };
        LoggedPredictionPage: {
            /** @description The items of this page, newest first */
            data: components["schemas"]["LoggedPrediction"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        LoggedPrediction: {
            /** @description Id of the prediction, `prd_…` */
            id: string;
            /** @description Number of the revision that answered */
            revision: number;
            /** @description Id of the model that answered */
            model: string;
            /** @description The text; of a conversation, its last message */
            text: string;
            /** @description The second text of a pair */
            textPair: string | null;
            /** @description The conversation */
            messages: {
                /**
                 * @description Who speaks; `system` in the first message alone
                 * @enum {string}
                 */
                role: "system" | "user" | "assistant";
                /** @description What is said */
                content: string;
            }[] | null;
            /** @description The most probable label; null where there is not exactly one */
            label: string | null;
            /** @description Its probability, 0 to 1 */
            probability: number | null;
            /** @description Probability of each label, 0 to 1, the largest first */
            scores: {
                [key: string]: number;
            } | null;
            /** @description What tasks give that have not exactly one label for a text */
            answer: {
                /** @description The labels that apply, of multi-label models */
                labels?: string[];
                /** @description Labels among which the true one is (of multi-label models, all the true ones are) for the share of texts that the coverage names, the most probable first */
                set?: string[];
                /** @description The value, of regression */
                value?: number;
                /** @description [low, high] between which the true value is for the share of texts that the coverage names */
                interval?: (number)[];
                /** @description The spans that were found, of token classification */
                spans?: {
                    /** @description Where it starts in the text, UTF-16 code units */
                    start: number;
                    /** @description Where it ends, exclusive */
                    end: number;
                    /** @description What it is */
                    label: string;
                    /** @description Mean probability of its tokens' tags, 0 to 1 */
                    probability: number;
                }[];
                /** @description What the model wrote, of generation and chat */
                text?: string;
                /** @description Tokens that it wrote */
                tokens?: number;
                /** @description Whether it ended the text itself; false where `maxTokens` cut it */
                ended?: boolean;
            } | null;
            /** @description Whether the probabilities are calibrated: the model has a calibration but `none` */
            calibrated: boolean;
            /**
             * Format: date-time
             * @description When it was made
             */
            createdAt: string;
        };
        FeedbackBatch: {
            /** @description 1 to 1000 of them: all are taken, or none is */
            items: components["schemas"]["FeedbackItem"][];
        };
        FeedbackItem: {
            /** @description Id of the prediction, `prd_…` */
            prediction: string;
            /** @description The right label, one of the model's */
            label?: string;
            /** @description Whether the predicted label is right. false means the other label where there are two */
            correct?: boolean;
            /** @description How good the answer was, 1 to 5 */
            rating?: number;
            /** @description Anything in words */
            comment?: string;
            /** @description Who or what says so: `user`, `reviewer`, `crm` */
            source?: string;
            /** @description The labels that apply, of multi-label models */
            labels?: string[];
            /** @description The right value, of regression */
            value?: number;
            /** @description The right spans, of token classification */
            spans?: {
                /** @description Where it starts in the text, from 0, in UTF-16 code units as JavaScript and Java count them. */
                start: number;
                /** @description Where it ends: the place after its last code unit. */
                end: number;
                /** @description What the span is. */
                label: string;
            }[];
            /** @description What should have been written, of generation and chat */
            text?: string;
        };
        Feedback: {
            /** @description Id of the feedback, `fbk_…` */
            id: string;
            /** @description Id of the prediction */
            prediction: string;
            /** @description Id of the deployment that made the prediction */
            deployment: string;
            /** @description The right label, given or implied; null where that is not known */
            label: string | null;
            /** @description The right answer of predictions that have not exactly one label; null where that is not known */
            answer: {
                /** @description The labels that apply */
                labels?: string[];
                /** @description The right value */
                value?: number;
                /** @description The right spans */
                spans?: {
                    /** @description Where it starts in the text, from 0, in UTF-16 code units as JavaScript and Java count them. */
                    start: number;
                    /** @description Where it ends: the place after its last code unit. */
                    end: number;
                    /** @description What the span is. */
                    label: string;
                }[];
                /** @description What should have been written */
                text?: string;
            } | null;
            /** @description Whether the prediction was right; null where that is not known */
            correct: boolean | null;
            /** @description How good the answer was, 1 to 5 */
            rating: number | null;
            /** @description Anything in words */
            comment: string | null;
            /** @description Who or what says so */
            source: string | null;
            /**
             * Format: date-time
             * @description When it was given
             */
            createdAt: string;
        };
        FeedbackBatchCreated: {
            /** @description One for each item, in their order */
            data: components["schemas"]["Feedback"][];
        };
        FeedbackPage: {
            /** @description The items of this page, newest first */
            data: components["schemas"]["Feedback"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        ApiKeyCreate: {
            /** @description What the key is for, to tell it from others */
            name: string;
            /** @description What the key may do; `admin` may do everything */
            scopes: ("read" | "write" | "predict" | "feedback" | "admin")[];
            /**
             * Format: date-time
             * @description From when on the key is refused; never, by default
             */
            expiresAt?: string;
        };
        ApiKeyCreated: {
            /** @description Id of the key, `key_…` */
            id: string;
            /** @description What the key is for */
            name: string;
            /** @description What the key may do */
            scopes: ("read" | "write" | "predict" | "feedback" | "admin")[];
            /**
             * Format: date-time
             * @description When the key was made
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description From when on it is refused; null: never
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description When it was last used, to the minute; null: not yet
             */
            lastUsedAt: string | null;
            /** @description The whole key, `tk_…`. Shown this once: only a hash of it is kept */
            key: string;
        };
        ApiKeyPage: {
            /** @description The items of this page, newest first */
            data: components["schemas"]["ApiKey"][];
            /** @description Whether another page follows */
            hasMore: boolean;
            /** @description Give it as `after` for the next page; null at the end */
            nextCursor: string | null;
        };
        ApiKey: {
            /** @description Id of the key, `key_…` */
            id: string;
            /** @description What the key is for */
            name: string;
            /** @description What the key may do */
            scopes: ("read" | "write" | "predict" | "feedback" | "admin")[];
            /**
             * Format: date-time
             * @description When the key was made
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description From when on it is refused; null: never
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description When it was last used, to the minute; null: not yet
             */
            lastUsedAt: string | null;
        };
        /** @description An error, as RFC 9457 lays it out */
        Problem: {
            /** @description URN of the kind of problem */
            type: string;
            /** @description The kind of problem in a few words */
            title: string;
            /** @description The HTTP status, again */
            status: number;
            /** @description What was expected, what was found, what to do */
            detail: string;
            /** @description Stable name of the kind of problem, for programs */
            code: string;
            /** @description The request's id in the service's log */
            requestId: string;
            /** @description One entry a field that is not valid */
            errors?: {
                /** @description Dotted path of the field in the request */
                path: string;
                /** @description What is wrong with it */
                message: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    systemLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    systemReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    systemRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metricsRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process's metrics in Prometheus' text format */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasetList: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasetCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DatasetCreate"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasetGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the data set, `ds_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasetDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the data set, `ds_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasetUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the data set, `ds_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DatasetPatch"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasetVersionList: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Id of the data set, `ds_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetVersionPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasetVersionCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the data set, `ds_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The rows, with the fields that the data set’s task has */
                    examples: (components["schemas"]["ClassificationExample"] | components["schemas"]["MultiLabelExample"] | components["schemas"]["RegressionExample"] | components["schemas"]["TokenExample"] | components["schemas"]["GenerationExample"] | components["schemas"]["ChatExample"] | components["schemas"]["TextExample"])[];
                    /** @description How the rows are read, cleaned and split. */
                    options?: {
                        /**
                         * @description Format of the file; found out by default.
                         * @enum {string}
                         */
                        format?: "csv" | "tsv" | "jsonl" | "json" | "parquet";
                        /** @description How a CSV or TSV file is written; found out by default. */
                        dialect?: {
                            /**
                             * @description What separates columns.
                             * @enum {string}
                             */
                            delimiter?: "," | ";" | "\t";
                            /**
                             * @description The quote character; null where quotes mean nothing.
                             * @enum {string|null}
                             */
                            quote?: "\"" | null;
                        };
                        /** @description Our field → their column; null where a field is not to be taken from any. Guessed from the names by default. */
                        columns?: {
                            [key: string]: string | null;
                        };
                        /** @description Share of bad rows that is dropped, not refused; 0 by default. */
                        tolerate?: number;
                        /** @description Cleaning steps. Only exact duplicates are dropped by default. */
                        cleaning?: {
                            /** @description Texts that are raw mail become subject and body, decoded. */
                            mime?: boolean;
                            /** @description Texts with HTML tags become their visible text, a line a block; entities become characters. */
                            html?: boolean;
                            /** @description Puts right UTF-8 that was once read as Latin-1 or Windows-1252 (`Ã©` → `é`), where that is sure. */
                            encoding?: boolean;
                            /**
                             * @description Unicode normal form that texts are brought to.
                             * @enum {string}
                             */
                            unicode?: "NFC" | "NFKC";
                            /** @description Removes control and zero-width characters, byte order marks and soft hyphens. */
                            controlCharacters?: boolean;
                            /** @description Removes what a mail quotes of the one it answers. */
                            quotedMail?: boolean;
                            /** @description Removes signatures, confidentiality notices and footers of mailing lists from mail. */
                            boilerplate?: boolean;
                            /** @description One space between words, no more than one empty line, none at the ends. */
                            whitespace?: boolean;
                            /** @description Drops rows in other languages. Rows too short to tell stay. */
                            language?: {
                                /** @description Languages of rows that stay, ISO 639-1. */
                                keep: ("am" | "ar" | "az" | "be" | "bg" | "bn" | "ca" | "cs" | "da" | "de" | "el" | "en" | "es" | "et" | "eu" | "fa" | "fi" | "fr" | "gu" | "he" | "hi" | "hr" | "hu" | "hy" | "is" | "it" | "ja" | "ka" | "kn" | "ko" | "ku" | "lo" | "lt" | "lv" | "ml" | "mr" | "ms" | "nl" | "no" | "or" | "pa" | "pl" | "pt" | "ro" | "ru" | "sk" | "sl" | "sq" | "sr" | "sv" | "ta" | "te" | "th" | "tl" | "tr" | "uk" | "ur" | "vi" | "yo" | "zh")[];
                                /** @description How sure it must be that a row is in none of them, 0.5 to 1; 0.9 by default. */
                                minConfidence?: number;
                            };
                            /** @description Drops rows that are too short or too long, as they are after cleaning. */
                            length?: {
                                /** @description Fewest characters (UTF-16 code units), all texts of a row together. */
                                minCharacters?: number;
                                /** @description Most characters (UTF-16 code units), all texts of a row together. */
                                maxCharacters?: number;
                                /** @description Fewest words, all texts of a row together. */
                                minWords?: number;
                                /** @description Most words, all texts of a row together. */
                                maxWords?: number;
                            };
                            /**
                             * @description Rows with the same text and answer as an earlier one: dropped by default.
                             * @enum {string}
                             */
                            duplicates?: "drop" | "keep";
                            /**
                             * @description Texts with more than one answer: all rows kept (the default), all dropped, or only those with the answer that most rows have.
                             * @enum {string}
                             */
                            conflicts?: "keep" | "drop" | "majority";
                            /** @description Looks for texts that are almost the same. */
                            nearDuplicates?: {
                                /** @description Share of common sequences of three words (Jaccard) from which texts are near duplicates; 0.8 by default. */
                                threshold?: number;
                                /**
                                 * @description `drop` (the default) keeps the first of near duplicates with one answer; `keep` only reports them.
                                 * @enum {string}
                                 */
                                action?: "drop" | "keep";
                            };
                        } & {
                            [key: string]: unknown;
                        };
                        /** @description What tells of people is replaced in all texts, after they are cleaned and before duplicates are looked for. A version that extends an anonymised one is anonymised likewise, unless this says otherwise; null for not at all. */
                        anonymize?: {
                            /** @description What is looked for; all but `person` by default, for names are found badly. */
                            entities?: ("url-credentials" | "secret" | "email" | "iban" | "card" | "national-id" | "mac" | "ip" | "phone" | "person")[];
                            /**
                             * @description `mask`: every e-mail address becomes `[EMAIL]`; `pseudonym`: each becomes one of its own, the same in all versions of the data set. `mask` by default.
                             * @enum {string}
                             */
                            mode?: "mask" | "pseudonym";
                            /** @description Countries, as ISO 3166 codes, whose telephone numbers are found without `+` too; US and GB by default. */
                            countries?: string[];
                            /** @description Whether the values in `metadata` are looked at too; true by default. */
                            metadata?: boolean;
                        } | null;
                        /** @description How the rows are split. */
                        split?: {
                            /** @description Share of the rows for training, 0 to 1. */
                            train?: number;
                            /** @description Share of the rows for validation (early stopping, calibration), 0 to 1. */
                            validation?: number;
                            /** @description Share of the rows for the final test, 0 to 1. */
                            test?: number;
                            /** @description Seed of the random split; 1 by default. */
                            seed?: number;
                            /** @description Keep the share of each label alike in all splits; on where rows have labels (not where spans within them do). */
                            stratify?: boolean;
                            /** @description Column whose rows of one value stay together in one split. */
                            groupBy?: string;
                            /** @description Keep near duplicates together in one split (see `cleaning.nearDuplicates`); off by default. */
                            groupNear?: boolean;
                            /**
                             * @description `random`; `time`: the latest rows are the test; `column`: what each row’s `split` says (the default where rows have one).
                             * @enum {string}
                             */
                            by?: "random" | "time" | "column";
                            /** @description Number of an earlier version whose test split becomes this version’s, unchanged: new rows with its texts or groups stay out, the others are split into train and validation. */
                            frozenFrom?: number;
                        };
                        /** @description What is looked for in the rows of the version, for people to review. */
                        review?: {
                            /** @description Look for labels that the texts of the other rows speak against, of text-classification; by default where there are few enough rows for some seconds. None is dropped. */
                            suspiciousLabels?: boolean;
                        };
                        /** @description Keep all of an earlier version, its validation and test splits frozen, and add the new rows to train. The default for a `source`, where there is a ready version; null to start afresh. */
                        extend?: {
                            /** @description The version to extend; the latest ready one by default. */
                            version?: number;
                        } | null;
                    };
                } | {
                    /** @description Records of this service that become rows */
                    source: {
                        /**
                         * @description Which records become rows
                         * @enum {string}
                         */
                        type: "feedback" | "predictions";
                        /** @description Name or id of the deployment they belong to */
                        deployment: string;
                        /**
                         * Format: date-time
                         * @description Only records that are not older
                         */
                        since?: string;
                    };
                    /** @description How the rows are read, cleaned and split. */
                    options?: {
                        /**
                         * @description Format of the file; found out by default.
                         * @enum {string}
                         */
                        format?: "csv" | "tsv" | "jsonl" | "json" | "parquet";
                        /** @description How a CSV or TSV file is written; found out by default. */
                        dialect?: {
                            /**
                             * @description What separates columns.
                             * @enum {string}
                             */
                            delimiter?: "," | ";" | "\t";
                            /**
                             * @description The quote character; null where quotes mean nothing.
                             * @enum {string|null}
                             */
                            quote?: "\"" | null;
                        };
                        /** @description Our field → their column; null where a field is not to be taken from any. Guessed from the names by default. */
                        columns?: {
                            [key: string]: string | null;
                        };
                        /** @description Share of bad rows that is dropped, not refused; 0 by default. */
                        tolerate?: number;
                        /** @description Cleaning steps. Only exact duplicates are dropped by default. */
                        cleaning?: {
                            /** @description Texts that are raw mail become subject and body, decoded. */
                            mime?: boolean;
                            /** @description Texts with HTML tags become their visible text, a line a block; entities become characters. */
                            html?: boolean;
                            /** @description Puts right UTF-8 that was once read as Latin-1 or Windows-1252 (`Ã©` → `é`), where that is sure. */
                            encoding?: boolean;
                            /**
                             * @description Unicode normal form that texts are brought to.
                             * @enum {string}
                             */
                            unicode?: "NFC" | "NFKC";
                            /** @description Removes control and zero-width characters, byte order marks and soft hyphens. */
                            controlCharacters?: boolean;
                            /** @description Removes what a mail quotes of the one it answers. */
                            quotedMail?: boolean;
                            /** @description Removes signatures, confidentiality notices and footers of mailing lists from mail. */
                            boilerplate?: boolean;
                            /** @description One space between words, no more than one empty line, none at the ends. */
                            whitespace?: boolean;
                            /** @description Drops rows in other languages. Rows too short to tell stay. */
                            language?: {
                                /** @description Languages of rows that stay, ISO 639-1. */
                                keep: ("am" | "ar" | "az" | "be" | "bg" | "bn" | "ca" | "cs" | "da" | "de" | "el" | "en" | "es" | "et" | "eu" | "fa" | "fi" | "fr" | "gu" | "he" | "hi" | "hr" | "hu" | "hy" | "is" | "it" | "ja" | "ka" | "kn" | "ko" | "ku" | "lo" | "lt" | "lv" | "ml" | "mr" | "ms" | "nl" | "no" | "or" | "pa" | "pl" | "pt" | "ro" | "ru" | "sk" | "sl" | "sq" | "sr" | "sv" | "ta" | "te" | "th" | "tl" | "tr" | "uk" | "ur" | "vi" | "yo" | "zh")[];
                                /** @description How sure it must be that a row is in none of them, 0.5 to 1; 0.9 by default. */
                                minConfidence?: number;
                            };
                            /** @description Drops rows that are too short or too long, as they are after cleaning. */
                            length?: {
                                /** @description Fewest characters (UTF-16 code units), all texts of a row together. */
                                minCharacters?: number;
                                /** @description Most characters (UTF-16 code units), all texts of a row together. */
                                maxCharacters?: number;
                                /** @description Fewest words, all texts of a row together. */
                                minWords?: number;
                                /** @description Most words, all texts of a row together. */
                                maxWords?: number;
                            };
                            /**
                             * @description Rows with the same text and answer as an earlier one: dropped by default.
                             * @enum {string}
                             */
                            duplicates?: "drop" | "keep";
                            /**
                             * @description Texts with more than one answer: all rows kept (the default), all dropped, or only those with the answer that most rows have.
                             * @enum {string}
                             */
                            conflicts?: "keep" | "drop" | "majority";
                            /** @description Looks for texts that are almost the same. */
                            nearDuplicates?: {
                                /** @description Share of common sequences of three words (Jaccard) from which texts are near duplicates; 0.8 by default. */
                                threshold?: number;
                                /**
                                 * @description `drop` (the default) keeps the first of near duplicates with one answer; `keep` only reports them.
                                 * @enum {string}
                                 */
                                action?: "drop" | "keep";
                            };
                        } & {
                            [key: string]: unknown;
                        };
                        /** @description What tells of people is replaced in all texts, after they are cleaned and before duplicates are looked for. A version that extends an anonymised one is anonymised likewise, unless this says otherwise; null for not at all. */
                        anonymize?: {
                            /** @description What is looked for; all but `person` by default, for names are found badly. */
                            entities?: ("url-credentials" | "secret" | "email" | "iban" | "card" | "national-id" | "mac" | "ip" | "phone" | "person")[];
                            /**
                             * @description `mask`: every e-mail address becomes `[EMAIL]`; `pseudonym`: each becomes one of its own, the same in all versions of the data set. `mask` by default.
                             * @enum {string}
                             */
                            mode?: "mask" | "pseudonym";
                            /** @description Countries, as ISO 3166 codes, whose telephone numbers are found without `+` too; US and GB by default. */
                            countries?: string[];
                            /** @description Whether the values in `metadata` are looked at too; true by default. */
                            metadata?: boolean;
                        } | null;
                        /** @description How the rows are split. */
                        split?: {
                            /** @description Share of the rows for training, 0 to 1. */
                            train?: number;
                            /** @description Share of the rows for validation (early stopping, calibration), 0 to 1. */
                            validation?: number;
                            /** @description Share of the rows for the final test, 0 to 1. */
                            test?: number;
                            /** @description Seed of the random split; 1 by default. */
                            seed?: number;
                            /** @description Keep the share of each label alike in all splits; on where rows have labels (not where spans within them do). */
                            stratify?: boolean;
                            /** @description Column whose rows of one value stay together in one split. */
                            groupBy?: string;
                            /** @description Keep near duplicates together in one split (see `cleaning.nearDuplicates`); off by default. */
                            groupNear?: boolean;
                            /**
                             * @description `random`; `time`: the latest rows are the test; `column`: what each row’s `split` says (the default where rows have one).
                             * @enum {string}
                             */
                            by?: "random" | "time" | "column";
                            /** @description Number of an earlier version whose test split becomes this version’s, unchanged: new rows with its texts or groups stay out, the others are split into train and validation. */
                            frozenFrom?: number;
                        };
                        /** @description What is looked for in the rows of the version, for people to review. */
                        review?: {
                            /** @description Look for labels that the texts of the other rows speak against, of text-classification; by default where there are few enough rows for some seconds. None is dropped. */
                            suspiciousLabels?: boolean;
                        };
                        /** @description Keep all of an earlier version, its validation and test splits frozen, and add the new rows to train. The default for a `source`, where there is a ready version; null to start afresh. */
                        extend?: {
                            /** @description The version to extend; the latest ready one by default. */
                            version?: number;
                        } | null;
                    };
                };
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description CSV, TSV, JSON Lines or a JSON array of rows, in UTF-8; gzip allowed
                     */
                    file: string;
                    /** @description How the rows are read, cleaned and split. */
                    options?: {
                        /**
                         * @description Format of the file; found out by default.
                         * @enum {string}
                         */
                        format?: "csv" | "tsv" | "jsonl" | "json" | "parquet";
                        /** @description How a CSV or TSV file is written; found out by default. */
                        dialect?: {
                            /**
                             * @description What separates columns.
                             * @enum {string}
                             */
                            delimiter?: "," | ";" | "\t";
                            /**
                             * @description The quote character; null where quotes mean nothing.
                             * @enum {string|null}
                             */
                            quote?: "\"" | null;
                        };
                        /** @description Our field → their column; null where a field is not to be taken from any. Guessed from the names by default. */
                        columns?: {
                            [key: string]: string | null;
                        };
                        /** @description Share of bad rows that is dropped, not refused; 0 by default. */
                        tolerate?: number;
                        /** @description Cleaning steps. Only exact duplicates are dropped by default. */
                        cleaning?: {
                            /** @description Texts that are raw mail become subject and body, decoded. */
                            mime?: boolean;
                            /** @description Texts with HTML tags become their visible text, a line a block; entities become characters. */
                            html?: boolean;
                            /** @description Puts right UTF-8 that was once read as Latin-1 or Windows-1252 (`Ã©` → `é`), where that is sure. */
                            encoding?: boolean;
                            /**
                             * @description Unicode normal form that texts are brought to.
                             * @enum {string}
                             */
                            unicode?: "NFC" | "NFKC";
                            /** @description Removes control and zero-width characters, byte order marks and soft hyphens. */
                            controlCharacters?: boolean;
                            /** @description Removes what a mail quotes of the one it answers. */
                            quotedMail?: boolean;
                            /** @description Removes signatures, confidentiality notices and footers of mailing lists from mail. */
                            boilerplate?: boolean;
                            /** @description One space between words, no more than one empty line, none at the ends. */
                            whitespace?: boolean;
                            /** @description Drops rows in other languages. Rows too short to tell stay. */
                            language?: {
                                /** @description Languages of rows that stay, ISO 639-1. */
                                keep: ("am" | "ar" | "az" | "be" | "bg" | "bn" | "ca" | "cs" | "da" | "de" | "el" | "en" | "es" | "et" | "eu" | "fa" | "fi" | "fr" | "gu" | "he" | "hi" | "hr" | "hu" | "hy" | "is" | "it" | "ja" | "ka" | "kn" | "ko" | "ku" | "lo" | "lt" | "lv" | "ml" | "mr" | "ms" | "nl" | "no" | "or" | "pa" | "pl" | "pt" | "ro" | "ru" | "sk" | "sl" | "sq" | "sr" | "sv" | "ta" | "te" | "th" | "tl" | "tr" | "uk" | "ur" | "vi" | "yo" | "zh")[];
                                /** @description How sure it must be that a row is in none of them, 0.5 to 1; 0.9 by default. */
                                minConfidence?: number;
                            };
                            /** @description Drops rows that are too short or too long, as they are after cleaning. */
                            length?: {
                                /** @description Fewest characters (UTF-16 code units), all texts of a row together. */
                                minCharacters?: number;
                                /** @description Most characters (UTF-16 code units), all texts of a row together. */
                                maxCharacters?: number;
                                /** @description Fewest words, all texts of a row together. */
                                minWords?: number;
                                /** @description Most words, all texts of a row together. */
                                maxWords?: number;
                            };
                            /**
                             * @description Rows with the same text and answer as an earlier one: dropped by default.
                             * @enum {string}
                             */
                            duplicates?: "drop" | "keep";
                            /**
                             * @description Texts with more than one answer: all rows kept (the default), all dropped, or only those with the answer that most rows have.
                             * @enum {string}
                             */
                            conflicts?: "keep" | "drop" | "majority";
                            /** @description Looks for texts that are almost the same. */
                            nearDuplicates?: {
                                /** @description Share of common sequences of three words (Jaccard) from which texts are near duplicates; 0.8 by default. */
                                threshold?: number;
                                /**
                                 * @description `drop` (the default) keeps the first of near duplicates with one answer; `keep` only reports them.
                                 * @enum {string}
                                 */
                                action?: "drop" | "keep";
                            };
                        } & {
                            [key: string]: unknown;
                        };
                        /** @description What tells of people is replaced in all texts, after they are cleaned and before duplicates are looked for. A version that extends an anonymised one is anonymised likewise, unless this says otherwise; null for not at all. */
                        anonymize?: {
                            /** @description What is looked for; all but `person` by default, for names are found badly. */
                            entities?: ("url-credentials" | "secret" | "email" | "iban" | "card" | "national-id" | "mac" | "ip" | "phone" | "person")[];
                            /**
                             * @description `mask`: every e-mail address becomes `[EMAIL]`; `pseudonym`: each becomes one of its own, the same in all versions of the data set. `mask` by default.
                             * @enum {string}
                             */
                            mode?: "mask" | "pseudonym";
                            /** @description Countries, as ISO 3166 codes, whose telephone numbers are found without `+` too; US and GB by default. */
                            countries?: string[];
                            /** @description Whether the values in `metadata` are looked at too; true by default. */
                            metadata?: boolean;
                        } | null;
                        /** @description How the rows are split. */
                        split?: {
                            /** @description Share of the rows for training, 0 to 1. */
                            train?: number;
                            /** @description Share of the rows for validation (early stopping, calibration), 0 to 1. */
                            validation?: number;
                            /** @description Share of the rows for the final test, 0 to 1. */
                            test?: number;
                            /** @description Seed of the random split; 1 by default. */
                            seed?: number;
                            /** @description Keep the share of each label alike in all splits; on where rows have labels (not where spans within them do). */
                            stratify?: boolean;
                            /** @description Column whose rows of one value stay together in one split. */
                            groupBy?: string;
                            /** @description Keep near duplicates together in one split (see `cleaning.nearDuplicates`); off by default. */
                            groupNear?: boolean;
                            /**
                             * @description `random`; `time`: the latest rows are the test; `column`: what each row’s `split` says (the default where rows have one).
                             * @enum {string}
                             */
                            by?: "random" | "time" | "column";
                            /** @description Number of an earlier version whose test split becomes this version’s, unchanged: new rows with its texts or groups stay out, the others are split into train and validation. */
                            frozenFrom?: number;
                        };
                        /** @description What is looked for in the rows of the version, for people to review. */
                        review?: {
                            /** @description Look for labels that the texts of the other rows speak against, of text-classification; by default where there are few enough rows for some seconds. None is dropped. */
                            suspiciousLabels?: boolean;
                        };
                        /** @description Keep all of an earlier version, its validation and test splits frozen, and add the new rows to train. The default for a `source`, where there is a ready version; null to start afresh. */
                        extend?: {
                            /** @description The version to extend; the latest ready one by default. */
                            version?: number;
                        } | null;
                    };
                };
            };
        };
        responses: {
            /** @description It is being made */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetVersion"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasetVersionGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the data set, `ds_…` */
                id: string;
                /** @description Number of the version */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetVersion"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasetVersionReport: {
        parameters: {
            query?: {
                /** @description `html`: a page to look at. By default what the header Accept prefers, JSON where it does not say */
                format?: "json" | "html";
            };
            header?: never;
            path: {
                /** @description Id of the data set, `ds_…` */
                id: string;
                /** @description Number of the version */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report; with format=html, or where Accept prefers text/html, a page of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetReport"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasetVersionSuspicious: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Id of the data set, `ds_…` */
                id: string;
                /** @description Number of the version */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuspiciousLabelPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasetVersionExamples: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
                /** @description Only this split; all of them by default */
                split?: "train" | "validation" | "test";
            };
            header?: never;
            path: {
                /** @description Id of the data set, `ds_…` */
                id: string;
                /** @description Number of the version */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExamplePage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasetVersionContent: {
        parameters: {
            query?: {
                /** @description Only this split; all of them by default */
                split?: "train" | "validation" | "test";
                /** @description JSON Lines or CSV */
                format?: "jsonl" | "csv";
            };
            header?: never;
            path: {
                /** @description Id of the data set, `ds_…` */
                id: string;
                /** @description Number of the version */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "text/csv": string;
                };
            };
            /** @description The range that was asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "text/csv": string;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    modelsList: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
                /** @description Only models of this kind */
                kind?: "base" | "fine-tuned";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    modelsImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelImport"];
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A tar of the model folder, plain or gzipped
                     */
                    file: string;
                    /** @description Name of the model; several may share one */
                    name: string;
                };
            };
        };
        responses: {
            /** @description Its import has been queued */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    modelsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the model, or `name@alias` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    modelsDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the model, or `name@alias` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    modelsLineage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the model, or `name@alias` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelLineage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    modelFilesList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the model, or `name@alias` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelFileList"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    modelFilesDownload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the model, or `name@alias` */
                id: string;
                /** @description Path of the file in the model folder, such as `onnx/model.onnx` */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                    "application/json": string;
                    "text/plain": string;
                    "text/markdown": string;
                };
            };
            /** @description The range that was asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                    "application/json": string;
                    "text/plain": string;
                    "text/markdown": string;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    modelFilesArchive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the model, or `name@alias` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-tar": string;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    modelAliasesPut: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the model, or `name@alias` */
                id: string;
                /** @description What to call the model: `production`, `candidate` */
                alias: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    modelAliasesDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the model, or `name@alias` */
                id: string;
                /** @description What to call the model: `production`, `candidate` */
                alias: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evaluationsList: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
                /** @description Only evaluations of this model: its id, or `name@alias` */
                model?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evaluationsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluationCreate"];
            };
        };
        responses: {
            /** @description It has been queued */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evaluationsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the evaluation, `evl_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evaluationsDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the evaluation, `evl_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evaluationsPredictions: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
                /** @description Only examples whose answer is not right as a whole */
                errorsOnly?: "true" | "false";
                /** @description Only examples with this true label; of multi-label and spans among others */
                label?: string;
                /** @description Only examples that were given this label; of multi-label and spans among others */
                predicted?: string;
                /** @description Only examples of this group */
                group?: string;
                /** @description Only examples of this slice: a field of `sliceBy`, `=` and a value; nothing after it: those without one */
                slice?: string;
                /** @description Only this example */
                example?: string;
            };
            header?: never;
            path: {
                /** @description Id of the evaluation, `evl_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluatedPredictionPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evaluationsReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the evaluation, `evl_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page: metrics, labels, calibration, slices, worst predictions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evaluationsReliability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the evaluation, `evl_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reliability diagram, before and after calibration */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evaluationsConfusion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the evaluation, `evl_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The confusion matrix */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comparisonsList: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
                /** @description Only comparisons of this evaluation with another */
                evaluation?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComparisonPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comparisonsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ComparisonCreate"];
            };
        };
        responses: {
            /** @description It has been queued */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comparisonsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the comparison, `cmp_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comparisonsDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the comparison, `cmp_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comparisonsDisagreements: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
                /** @description Only examples that this one answers better */
                better?: "a" | "b";
            };
            header?: never;
            path: {
                /** @description Id of the comparison, `cmp_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisagreementPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    calibrationsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the model, or `name@alias` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalibrationCreate"];
            };
        };
        responses: {
            /** @description The new model, which is `importing` until it is calibrated */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobsList: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
                /** @description Only jobs with this status */
                status?: "queued" | "running" | "pausing" | "paused" | "cancelling" | "succeeded" | "failed" | "cancelled";
                /** @description Only jobs that start from this model: its id, or `name@alias` */
                model?: string;
                /** @description Only jobs that train on this data set, whichever version */
                dataset?: string;
                /** @description Only the trials of this sweep: its id */
                sweep?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobCreate"];
            };
        };
        responses: {
            /** @description It has been queued */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobsEstimate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobCreate"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobEstimate"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job, `job_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobsCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the job, `job_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It stops, or has stopped */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobsPause: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the job, `job_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It pauses at its next step */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobsResume: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the job, `job_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is queued again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobsEvents: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Id of the job, `job_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobsMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job, `job_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobMetrics"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobsCheckpoints: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job, `job_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobCheckpoints"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobsTrials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job, `job_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepTrials"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deploymentsList: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deploymentsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentCreate"];
            };
        };
        responses: {
            /** @description Under way; `status` tells the rest */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deploymentsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name or id (`dep_…`) of the deployment */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deploymentsDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name or id (`dep_…`) of the deployment */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deploymentsUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name or id (`dep_…`) of the deployment */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentUpdate"];
            };
        };
        responses: {
            /** @description Under way; `status` tells the rest */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deploymentsRollback: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name or id (`dep_…`) of the deployment */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DeploymentRollback"];
            };
        };
        responses: {
            /** @description Under way; `status` tells the rest */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deploymentsStop: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name or id (`dep_…`) of the deployment */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Under way; `status` tells the rest */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deploymentsStart: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name or id (`dep_…`) of the deployment */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Under way; `status` tells the rest */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deploymentsRevisions: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Name or id (`dep_…`) of the deployment */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentRevisionPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    predictionsPredict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name or id (`dep_…`) of the deployment */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PredictRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PredictAnswer"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    predictionsList: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
                /** @description Only what was predicted at this time or later, ISO 8601 */
                since?: string;
                /** @description Only predictions of this label */
                label?: string;
            };
            header?: never;
            path: {
                /** @description Name or id (`dep_…`) of the deployment */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedPredictionPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    feedbackList: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
                /** @description Only feedback on this deployment: name or id (`dep_…`) */
                deployment?: string;
                /** @description Only what was given at this time or later, ISO 8601 */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    feedbackCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackBatch"] | components["schemas"]["FeedbackItem"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feedback"] | components["schemas"]["FeedbackBatchCreated"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    apiKeyList: {
        parameters: {
            query?: {
                /** @description Items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before; the first page without it */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    apiKeyCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your choice for this request: repeated within 24 h, it is answered as the first time */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyCreate"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyCreated"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    apiKeyDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key, `key_…` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
