export {};
//# sourceMappingURL=parameter.js.map