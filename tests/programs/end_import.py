print(1)
import nothing.like_this
