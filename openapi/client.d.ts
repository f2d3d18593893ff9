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
