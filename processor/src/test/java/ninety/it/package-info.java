/** The product as its users run it: real processes against real local servers. */
package ninety.it;
