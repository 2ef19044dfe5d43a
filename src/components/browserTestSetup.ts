import { configure } from "@testing-library/react";

// Parts that are loaded when they are wanted take their time on a busy computer; it is spent only by a test that fails.
configure({ asyncUtilTimeout: 10_000 });
