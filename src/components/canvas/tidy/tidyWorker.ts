// ELK in a thread of its own: it answers messages from the moment it is loaded.
import "elkjs/lib/elk-worker.min.js";
