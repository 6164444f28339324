export {};
//# sourceMappingURL=signing-context.js.map