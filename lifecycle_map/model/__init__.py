"""What there is: references, elements, relations, lifecycles, crosswalks. Only attrs."""
