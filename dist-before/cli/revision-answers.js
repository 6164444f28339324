export {};
//# sourceMappingURL=revision-answers.js.map