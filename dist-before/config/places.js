/** Where something belongs that names no tenant. */
export const DEFAULT_TENANT = 'main';
/** Where something belongs that names no environment. Every tenant has it. */
export const DEFAULT_ENVIRONMENT = 'production';
//# sourceMappingURL=places.js.map