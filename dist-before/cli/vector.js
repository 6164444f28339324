export {};
//# sourceMappingURL=vector.js.map