/**
 * The whole product under a clock, a stream, a table, queues and a directory that are made up, all
 * from one seed. What must be true is said by models of its own and by one object a promise of the
 * design; nothing here takes the product's word for it.
 */
package ninety.simulation;
