/**
 * The page that compares images, inside the chat of an agent (MCP App): what a tool answers with is compared as files are in the
 * editor. Its bundle has all that it needs, as a chat lets its pages load nothing.
 */
import './host';
import '../comparison/main';
